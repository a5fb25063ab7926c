import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchResults } from '../../lib/results';
import { AS_OF } from '../../local/deployment';
import { atATerminal } from '../support/e2e/at-a-terminal';
import { track } from '../support/e2e/calls';
import { type ForgeStandIn, startForge } from '../support/e2e/forge-stand-in';
import { type Customer, customers, welcome } from '../support/e2e/people';
import { pipelineStep } from '../support/e2e/pipeline-step';
import { approvingProject, type Project } from '../support/e2e/project';
import { type Said, tandemIn } from '../support/e2e/tandem';
import { until } from '../support/e2e/until';
import { openWorld, type World } from '../support/e2e/world';

jest.setTimeout(600_000);

const LAUNCH = 'second-look';
const FILE = `launches/${LAUNCH}.yaml`;
const OLD = 'browse-to-basket';
const PULL = 7;
const AUDIENCE = 'event: Product Viewed, within: 14 days';
const HEADLINE = 'fresh from our oven for you';
const APPROVED_HEADLINE = 'a second look at our bakery';
const LAST_HEADLINE = 'our bakery, this week';
/** Verbs that judge as of today unless they are told a day. */
const DATED = ['new', 'check', 'preview', 'send-test', 'plan', 'go-live', 'results'];

let world: World;
let project: Project;
let forge: ForgeStandIn;
const out = mkdtempSync(join(tmpdir(), 'tandem-report-'));

beforeAll(async () => {
  project = approvingProject('local');
  forge = await startForge();
  world = await openWorld([]);
}, 600_000);
afterAll(async () => {
  rmSync(out, { recursive: true, force: true });
  project.remove();
  await forge.stop();
  await world?.stop();
});

/** What the marketer, or IT, types. */
const tandem = (verb: string, ...words: readonly string[]): Promise<Said> =>
  tandemIn(world, project.root, [verb, ...words, ...(DATED.includes(verb) ? ['--as-of', AS_OF] : [])]);
const done = async (verb: string, ...words: readonly string[]): Promise<string> => {
  const { code, text } = await tandem(verb, ...words);
  expect({ verb, code, text }).toEqual({ verb, code: 0, text: expect.any(String) });
  return text;
};
const refused = async (verb: string, ...words: readonly string[]): Promise<string> => {
  const { code, text } = await tandem(verb, ...words);
  expect({ verb, code, text }).toEqual({ verb, code: 1, text: expect.any(String) });
  return text;
};
const results = async (): Promise<LaunchResults> =>
  (JSON.parse(await done('results', LAUNCH, '--json')) as { readonly results: LaunchResults }).results;

/** People read what is asked, at a terminal each, and sign it; the last one is the last that is needed. */
const approve = async (...people: readonly string[]): Promise<void> => {
  await done('ask', LAUNCH);
  project.commit('robin');
  let last = '';
  for (const person of people) {
    const words = ['approve', LAUNCH, '--key', project.key(person)];
    const { code, text } = await atATerminal(world, project.root, words, 'yes');
    expect({ person, code, text }).toEqual({
      person,
      code: 0,
      text: expect.stringContaining(`${person}.json is written`),
    });
    project.commit(person);
    last = text;
  }
  expect(last).toContain(`All who have to approve ${LAUNCH} have done so.`);
};

/** A step of the workflow, on what is checked out. */
const step = async (...words: readonly string[]): Promise<string> => {
  const { code, text } = await pipelineStep(project.root, words, {
    ...world.aws.env,
    ...{ GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'harvest-lane/tandem', GITHUB_TOKEN: 'token-of-the-job' },
    ...{ PULL: String(PULL), BASE: 'main', FORK: 'false' },
  });
  expect({ step: words[0], code, text }).toEqual({ step: words[0], code: 0, text: expect.any(String) });
  return text;
};

const arrive = async (name: string): Promise<readonly Customer[]> => {
  const arrived = customers(name, 12);
  await world.send(
    'crm',
    arrived.flatMap((customer) => welcome(customer)),
  );
  await world.send(
    'web-shop',
    arrived.map(({ userId }) => track({ userId }, 'Product Viewed', { product_id: 'p1', category: 'PASTRY' })),
  );
  await world.settled();
  return arrived;
};
const enter = async (who: readonly Customer[]) => {
  const entering = who.map(({ userId }) => track({ userId }, 'Store Entered', { store_id: 'store-330' }));
  await world.send('mobile-app', entering);
  return Promise.all(entering.map((call) => world.decisionFor('mobile-app', call)));
};
/** Enters until a decision has seen the switch; whoever enters is not one of the launch's audience. */
const seen = (what: string, isPaused: boolean): Promise<unknown> =>
  until(what, async () => {
    const [decision] = await enter([{ userId: 'passer-by', email: '' }]);
    const reason = decision?.excluded.find(({ launch }) => launch === LAUNCH)?.reason;
    expect(decision?.chosen).toEqual([]);
    return reason !== undefined && (reason === 'not-live') === isPaused;
  });
const sentTo = (who: readonly Customer[]) =>
  world.messages.filter(({ launch, to }) => launch === LAUNCH && who.some(({ email }) => email === to.email));

/** One launch, from an old one to its results, as marketing, those who approve and IT do it. Each step needs the one before. */
describe('the life of a launch', () => {
  let first: readonly Customer[];
  let before: string;

  it('begins as a copy of an old launch, which says what is to be changed', async () => {
    expect(await done('new', LAUNCH, '--from', OLD)).toContain('code "BAKERY10" is the old launch\'s');
  });

  it('is refused by check for every mistake that was made in a hurry, and by nothing once they are mended', async () => {
    project.edit(FILE, 'BAKERY10', 'LOOK10');
    project.edit(FILE, AUDIENCE, AUDIENCE.replace('Viewed', 'Viewd'));
    project.edit(FILE, HEADLINE, 'hurry, our oven is warm');
    project.edit(FILE, '10% off', '15% off');
    const mistakes = await refused('check');
    for (const code of ['copy.gives', 'voice.banned', 'Did you mean "Product Viewed"?'])
      expect(mistakes).toContain(code);

    project.edit(FILE, 'Viewd', 'Viewed');
    project.edit(FILE, 'hurry, our oven is warm', HEADLINE);
    project.edit(FILE, '15% off', '10% off');
    expect(await done('check')).toContain('nothing to mend');
    project.commit('robin');
  });

  it('is looked at, sent to a colleague and planned; nobody else hears of it', async () => {
    await done('preview', LAUNCH);
    expect(readFileSync(join(project.root, `preview/${LAUNCH}.html`), 'utf8')).toContain(HEADLINE);
    expect(await done('send-test', LAUNCH, '--to', 'me')).toContain('3 of 3 reached the vendor for Robin');
    expect(new Set(world.messages.map(({ to }) => to.email))).toEqual(new Set(['robin@harvest-lane.example']));

    const plan = await done('plan', LAUNCH);
    for (const words of ['It was never live.', 'brand: one of nina', 'finance: one of otto', 'lead: one of mara']) {
      expect(plan).toContain(words);
    }
  });

  it('does not go live before three people have approved it, and not with words that they have not seen', async () => {
    expect(await refused('go-live', LAUNCH)).toContain('approval.missing');
    await approve('mara', 'nina', 'otto');

    project.edit(FILE, HEADLINE, APPROVED_HEADLINE);
    project.commit('robin');
    const voided = await refused('go-live', LAUNCH);
    expect(voided).toContain('copy has changed since Nina approved');
    expect(await done('status')).toMatch(new RegExp(`${LAUNCH} +never live`));
  });

  it('goes live once they have approved what it says now, its way proven', async () => {
    await approve('mara', 'nina', 'otto');
    const live = await done('go-live', LAUNCH);
    for (const words of [`"${LAUNCH}" is live`, 'CREATE_COMPLETE AWS::Events::Rule', 'approvals: mara, nina, otto']) {
      expect(live).toContain(words);
    }
    expect(live).toContain('proven: bus, queues and gateway for mailhub: 3 messages stopped before HTTP');
    expect(await world.stores.readCounters(LAUNCH)).toEqual({});
  });

  it('writes to customers who do what it waits for, and holds some of them out', async () => {
    first = await arrive('first');
    const decisions = await enter(first);
    await world.settled();
    const reached = decisions.filter(({ chosen }) => chosen.some(({ launch }) => launch === LAUNCH)).length;
    expect(reached).toBeGreaterThan(0);
    expect(sentTo(first)).toHaveLength(reached);
    for (const { content } of sentTo(first)) expect(JSON.stringify(content)).toContain(APPROVED_HEADLINE);
    expect(await results()).toMatchObject({ reached, heldOut: first.length - reached, delivered: reached });
  });

  it('is paused with a reason and resumed, without a deployment', async () => {
    await done('pause', LAUNCH, '--reason', 'the oven is broken');
    await seen('the pause', true);
    expect(await refused('go-live', LAUNCH)).toContain('the oven is broken');
    await done('resume', LAUNCH);
    await seen('the end of the pause', false);
  });

  it('shows in a pull request what an edit would do', async () => {
    project.git('robin', 'push', '--quiet', 'origin', 'main');
    before = project.git('robin', 'rev-parse', 'HEAD');
    project.git('robin', 'switch', '--quiet', '--create', 'new-words');
    project.edit(FILE, APPROVED_HEADLINE, LAST_HEADLINE);
    project.commit('robin');
    project.git('robin', 'push', '--quiet', 'origin', `HEAD:refs/pull/${PULL}/head`);

    expect(await step('check', '--since', 'origin/main')).toContain('0 of them errors.');
    await step('report', '--since', 'origin/main', '--stage', 'local', '--out', out);
    await step('previews', '--since', 'origin/main', '--stage', 'local', '--out', out);
    await step('comment', '--from', out, '--pictures', join(out, 'pictures'));
    expect(forge.requests).toMatchObject([
      { method: 'POST', path: `issues/${PULL}/comments`, token: 'token-of-the-job' },
    ]);
    const comment = String(forge.requests[0]?.body.body);
    expect(comment).toMatch(/words in en.*our bakery, this week|copy/);
    expect(comment).toContain('brand');
    expect(existsSync(join(out, `preview/${LAUNCH}.html`))).toBe(true);
  });

  it('goes live with the edit once it is merged, by reviews that the workflow signs', async () => {
    const head = project.git('robin', 'rev-parse', 'HEAD');
    project.git('mara', 'switch', '--quiet', 'main');
    project.git('mara', 'merge', '--quiet', '--no-ff', '--message', 'Merge pull request', 'new-words');
    project.git('mara', 'push', '--quiet', 'origin', 'main');
    const merged = project.git('mara', 'rev-parse', 'HEAD');
    const review = (id: number, login: string) => ({
      ...{ id, user: { login }, state: 'APPROVED', commit_id: head },
      submitted_at: `${new Date().toISOString().slice(0, 19)}Z`,
    });
    forge.lists
      .set(`commits/${merged}/pulls`, [
        {
          ...{ number: PULL, user: { login: 'robin-harvest-lane' }, head: { sha: head } },
          ...{ merged_at: new Date().toISOString(), merge_commit_sha: merged },
        },
      ])
      .set(`pulls/${PULL}/commits`, [{ author: { login: 'robin-harvest-lane' }, committer: { login: 'web-flow' } }])
      .set(`pulls/${PULL}/reviews`, [review(1, 'nina-harvest-lane'), review(2, 'otto-harvest-lane')]);

    const since = ['--since', before, '--stage', 'local'];
    await step('sign-reviews', ...since, '--key', project.key('workflow'));
    const live = await step('go-live', ...since);
    expect(live).toContain('approvals: nina, otto');
    expect(live).toContain(`"${LAUNCH}" is live`);
    await step('keep-records');
    expect(forge.requests.at(-1)).toMatchObject({ method: 'POST', path: 'pulls', body: { base: 'main' } });
  });

  it('says the new words to whom it had not reached, and nothing more to whom it had', async () => {
    const next = await arrive('next');
    await enter([...first, ...next]);
    await world.settled();
    expect(sentTo(next).length).toBeGreaterThan(0);
    for (const { content } of sentTo(next)) expect(JSON.stringify(content)).toContain(LAST_HEADLINE);
    for (const { content } of sentTo(first)) expect(JSON.stringify(content)).toContain(APPROVED_HEADLINE);
  });

  it('ends for good, and its results say what came of it', async () => {
    const [customer] = first.filter((one) => sentTo([one]).length > 0);
    const order = { order_id: 'order-1', coupon: 'LOOK10', currency: 'USD', total: 45, discount: 4.5 };
    await world.send('web-shop', [track({ userId: customer?.userId ?? '' }, 'Order Completed', order)]);
    await world.settled();
    await done('end', LAUNCH, '--reason', 'everybody knows our bakery now');
    expect(await refused('go-live', LAUNCH)).toContain('launch.ended');

    const found = await results();
    expect(found).toMatchObject({ redeemed: { orders: 1 }, comparison: { treated: { met: 1 } } });
    expect(found.delivered).toBe(
      world.messages.filter(({ launch, to }) => launch === LAUNCH && to.email !== 'robin@harvest-lane.example').length,
    );
    const page = join(out, 'results.html');
    await done('results', LAUNCH, '--out', page);
    expect(readFileSync(page, 'utf8')).toContain(LAUNCH);
  });
});
