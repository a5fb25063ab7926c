import { accessToken } from '../../../../local/credentials';
import { tandemIn } from '../../../support/e2e/tandem';
import { until } from '../../../support/e2e/until';
import { LAUNCH } from './decisions';
import type { Stage } from './stage';

interface Shown {
  readonly head: { readonly sequence: number };
  readonly broken: object | null;
  readonly records: readonly {
    readonly sequence: number;
    readonly kind: string;
    readonly about: string;
    readonly details: Readonly<Record<string, unknown>>;
  }[];
}

/** What was thrown and who was looked at is in one chain that holds, and says of nobody who they are. */
export const auditTrail = (stage: Stage): void => {
  const shown = async (): Promise<Shown> => {
    const { world } = stage();
    const { code, text } = await tandemIn(world, world.root, ['trail', '--json']);
    expect(code).toBe(0);
    return JSON.parse(text.slice(text.indexOf('{'))) as Shown;
  };
  let before: Shown;

  it('holds, and has what was done to launches and vendors so far', async () => {
    before = await shown();
    expect(before.broken).toBeNull();
    const kinds = new Set(before.records.map(({ kind }) => kind));
    for (const kind of ['launch.live', 'launch.paused', 'vendor.suspended', 'vendor.reinstated', 'erasure.done']) {
      expect(kinds).toContain(kind);
    }
  });

  it('adds a pause, its end and a look at a customer, behind all that', async () => {
    const { world, cast } = stage();
    const customer = cast.treated();
    await world.deployment.tandem('pause', LAUNCH);
    await world.deployment.tandem('resume', LAUNCH);
    const client = { ...world.foundation, clientId: world.foundation.serviceClientId };
    const headers = { authorization: `Bearer ${await accessToken(world.aws, client, ['customers/lookup'])}` };
    const body = JSON.stringify({ type: 'user_id', value: customer.userId });
    expect((await world.direct.request('POST', '/v1/customers/lookup', body, headers)).status).toBe(200);
    const added = await until('all three are recorded', async () => {
      const { records, broken } = await shown();
      expect(broken).toBeNull();
      const since = records.filter(({ sequence }) => sequence > before.head.sequence);
      const kinds = since.map(({ kind }) => kind);
      return ['launch.paused', 'launch.resumed', 'personal-data.read'].every((kind) => kinds.includes(kind)) && since;
    });
    const looked = added.filter(({ kind }) => kind === 'personal-data.read').at(-1);
    expect(looked).toMatchObject({ about: expect.stringMatching(/^sub_/), details: { route: 'lookup', found: true } });
    expect(JSON.stringify(added)).not.toContain(customer.userId);
  });
};
