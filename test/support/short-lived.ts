/**
 * Flags of V8 for a local Rex that lives for a minute or two: nine stories took a quarter less processor time. One that sends
 * for long is slower with them.
 */
export const SHORT_LIVED = [
  // Helper threads pay off where processors are idle.
  '--single-threaded-gc',
  // Ten times later than by itself: all threads would compile the same for the optimizer, of which few functions are worth it.
  '--invocation-count-for-turbofan=30000',
];
