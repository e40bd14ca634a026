/** By this header a person who belongs to several workspaces says which one a request is about. */
export const WORKSPACE_HEADER = 'rex-workspace';
