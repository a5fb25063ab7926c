import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SHARDS } from '../../../../contracts/names';
import type { PersonView } from '../../../../contracts/profile';
import type { Count } from '../../../../contracts/rehearsal';
import { holds } from '../../../../lambdas/domain/conditions';
import { viewOf } from '../../../../lambdas/domain/person-view';
import { createRehearsals } from '../../../../lib/cli/aws/rehearsals';
import { definitionHash } from '../../../../lib/workspace/hash';
import { clientConfig } from '../../../../local/foundation';
import type { Stage } from './stage';

const LAUNCH = 'browse-to-basket';

/** What a launch would do, against what the stores hold; nothing comes of asking. */
export const rehearsals = (stage: Stage): void => {
  let client: LambdaClient;
  const answers: string[] = [];
  beforeAll(() => {
    client = new LambdaClient(clientConfig(stage().world.aws));
  });
  afterAll(() => client?.destroy());

  const rehearse = () =>
    createRehearsals({
      invoke: async <Answer>(name: string, task: object): Promise<Answer> => {
        const answer = await client.send(
          new InvokeCommand({
            FunctionName: `tandem-local-${name}`,
            Qualifier: 'live',
            Payload: Buffer.from(JSON.stringify(task)),
          }),
        );
        const text = Buffer.from(answer.Payload ?? []).toString('utf8');
        if (answer.FunctionError !== undefined) throw new Error(text);
        answers.push(text);
        return JSON.parse(text) as Answer;
      },
    });
  const definitionOf = (launch: string) => {
    const definition = stage().world.definitions.get(launch);
    if (definition === undefined) throw new Error(`There is no launch "${launch}".`);
    return definition;
  };
  const everybody = async (): Promise<readonly PersonView[]> => {
    const { profiles } = stage().world.stores;
    const pages = await Promise.all(
      Array.from({ length: SHARDS }, async (_, shard) =>
        profiles.loadPersons((await profiles.listPersons(shard, 1000)).persons),
      ),
    );
    return pages.flat().map(({ state }) => viewOf(state));
  };
  /** Whether what is told is so many, or a range that holds it. */
  const expectCount = (told: Count | undefined, count: number): void => {
    const { from, to } = typeof told === 'object' ? told : { from: told ?? 0, to: told ?? 0 };
    expect(from).toBeLessThanOrEqual(count);
    expect(to).toBeGreaterThanOrEqual(count);
  };

  it('counts whom the audience asks for as the stores hold them', async () => {
    const definition = definitionOf(LAUNCH);
    const { audience, hash } = definition;
    const seen: number[] = [];
    const reach = await rehearse().reach(definition, ({ done }) => seen.push(done));
    const people = await everybody();
    const asked = people.filter(
      (one) =>
        one.restricted !== true &&
        audience.include.every((condition) => holds(condition, one, reach.at)) &&
        !audience.exclude.some((condition) => holds(condition, one, reach.at)),
    );

    expect(reach).toMatchObject({ launch: LAUNCH, hash, sample: { from: { kind: 'everybody' }, complete: true } });
    expectCount(reach.sample.population, people.length);
    expect(asked.length).toBeGreaterThan(5);
    expectCount(reach.qualify.people, asked.length);
    expect(reach.channels.map(({ channel }) => channel)).toEqual(['app', 'pos', 'email']);
    expect(seen.at(-1)).toBe(SHARDS);
  });

  it('rehearses a launch that was never deployed, from what the last days held', async () => {
    const { hash: _, ...shipped } = definitionOf(LAUNCH);
    const unknown = { ...shipped, launch: 'never-deployed' };
    const history = await rehearse().history({ ...unknown, hash: definitionHash(unknown) }, 14);
    expect(history).toMatchObject({ launch: 'never-deployed', days: 14, sample: { complete: true } });
    expectCount(history.sample.population, (await everybody()).length);
    expect(history.moments.people).not.toMatchObject({ people: 0 });
  });

  it('names nobody', async () => {
    const text = answers.join('\n');
    for (const { members } of await everybody()) {
      for (const strand of members) expect(text).not.toContain(strand.slice(strand.indexOf(':') + 1));
    }
  });
};
