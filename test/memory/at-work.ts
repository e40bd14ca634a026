import { dispatchMission } from '../../shared/missions/app/dispatch-mission.ts';
import { sweepMission } from '../../shared/missions/app/sweep-mission.ts';
import { openRex, WORKSPACE } from './rex.ts';

/** A mission that executes, with a domain that it holds. */
export async function atWork() {
  const rex = openRex();
  await rex.openWorkspace();
  await rex.addDomains('mail.acme.example');
  const { id } = await rex.mission();
  await dispatchMission(rex.ports, WORKSPACE, id);
  await rex.ports.missions.save({ ...(await rex.read(id)), state: 'EXECUTING' });
  rex.asked.queue.length = 0;
  const deps = {
    ...rex.ports,
    hooks: { answerIsLate: async () => false, redraft: async (m: Awaited<ReturnType<typeof rex.read>>) => m },
  };
  return {
    ...rex,
    deps,
    id,
    execution: { workspace: WORKSPACE, missionId: id, attempt: 1 },
    sweep: (change: object = {}) => sweepMission({ ...deps, ...change }, WORKSPACE, id),
    change: async (change: object) => rex.ports.missions.save({ ...(await rex.read(id)), ...change }),
    stepOf: (name: string) => rex.ports.missions.getStep(WORKSPACE, id, name),
    names: () => rex.told().map(({ name }) => name),
  };
}
export type AtWork = Awaited<ReturnType<typeof atWork>>;
/** The execution of the mission is gone. */
export const crash = async (rex: AtWork): Promise<void> => {
  const { executionArn } = await rex.read(rex.id);
  await rex.ports.machine.stop(executionArn ?? '');
};
