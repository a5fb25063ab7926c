import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runTandem } from '../../support/fake-stage';
import { HOSTILE_LAUNCH, HOSTILE_LAYOUT, PICTURE, RICH_LAUNCH, WRONG_LAUNCH } from '../../support/preview-launch';
import { removeShippedCopies, shippedCopy } from '../../support/shipped-copy';
import { FIXTURES, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(() => {
  removeShippedCopies();
  removeWorkspaces();
});

const root = shippedCopy({
  'launches/rich-launch.yaml': RICH_LAUNCH,
  'launches/wrong-launch.yaml': WRONG_LAUNCH,
  'launches/hostile-launch.yaml': HOSTILE_LAUNCH,
  'brand/images/soup.png': PICTURE,
});
const preview = async (launch: string, at = root) => {
  const { code, out } = await runTandem(at, ['preview', launch, '--json']);
  const path = join(at, 'preview', `${launch}.html`);
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return { code, page, said: JSON.parse(out) as { messages: number; errors: number; findings: { code: string }[] } };
};

/** Cards of a page, told by what they are of. */
const cards = (page: string) =>
  page
    .split('<article class="card"')
    .slice(1)
    .map((text) => {
      const of = (name: string): string => new RegExp(`data-${name}="([^"]*)"`).exec(text)?.[1] ?? '';
      return { channel: of('channel'), language: of('language'), people: of('people').split(' '), text };
    });
const unescaped = (text: string): string =>
  text.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
  );

describe('tandem preview', () => {
  it('shows every channel, language and offer, for people with whom messages go wrong', async () => {
    const { code, page, said } = await preview('rich-launch');
    expect(code).toBe(0);
    const shown = cards(page);
    expect(said.messages).toBe(shown.length);
    for (const channel of ['email', 'sms', 'app', 'pos']) {
      for (const language of ['en', 'ar']) {
        const people = shown
          .filter((one) => one.channel === channel && one.language === language)
          .flatMap((one) => one.people);
        // Each of two offers is there for each of five people, once.
        expect([channel, language, people.sort()]).toEqual([
          channel,
          language,
          ['imageless', 'longest', 'nameless', 'rtl', 'typical'].flatMap((id) => [id, id]),
        ]);
      }
    }
  });

  it('says the same in the frame as in the body that the vendor receives', async () => {
    const { page } = await preview('rich-launch');
    const card = cards(page).find(({ channel, people }) => channel === 'email' && people.includes('nameless'));
    const exact = unescaped(/class="exact"[^>]*><code>(.*?)<\/code>/s.exec(card?.text ?? '')?.[1] ?? '');
    const body = JSON.parse(exact) as {
      message: { html: string; subject: string };
      to: object;
      offer: string;
      launch: string;
    };
    expect(body).toMatchObject({ launch: 'rich-launch', offer: 'soup', to: { email: 'ada.miller@customer.example' } });
    expect(body.message.subject).toBe('Hello, soup for a cold day');
    const shown = unescaped(/srcdoc="([^"]*)"/.exec(card?.text ?? '')?.[1] ?? '');
    const data = `data:image/png;base64,${PICTURE.toString('base64')}`;
    expect(shown).toContain(data);
    expect(shown.replaceAll(data, 'https://www.harvest-lane.example/brand/soup.png')).toBe(body.message.html);
  });

  it('lists the fields that leave us and those that do not', async () => {
    const { page } = await preview('rich-launch');
    const card =
      cards(page).find(({ channel, people }) => channel === 'email' && people.includes('typical'))?.text ?? '';
    const sent = [...card.matchAll(/<dt>(\w+)<\/dt>/g)].map(([, field]) => field);
    expect(sent).toEqual(['email', 'first_name']);
    const withheld = /Withheld: \d+ fields<\/summary><p class="note">([^<]*)/.exec(card)?.[1]?.split(', ') ?? [];
    expect(withheld).toEqual(expect.arrayContaining(['last_name', 'phone', 'birthday', 'household_size']));
    for (const field of sent) expect(withheld).not.toContain(field);
  });

  it('counts the segments of a short message, and says what makes it long', async () => {
    const { page } = await preview('rich-launch');
    const sms = cards(page).filter(({ channel, text }) => channel === 'sms' && text.includes('SOUP10'));
    const of = (language: string, person: string) =>
      sms.find((one) => one.language === language && one.people.includes(person))?.text ?? '';
    expect(of('en', 'typical')).toMatch(/<strong>\d segments?<\/strong> · GSM-7/);
    expect(of('en', 'rtl')).toMatch(/· UCS-2 ·.*Only UCS-2 has:.*ع/s);
    expect(of('ar', 'typical')).toContain('dir="rtl"');
  });

  it('shows no picture to somebody whose mail program shows none', async () => {
    const { page } = await preview('rich-launch');
    const card = cards(page).find(({ channel, people }) => channel === 'email' && people.includes('imageless'));
    expect(card?.people).toEqual(['imageless']);
    expect(card?.text).not.toContain('data:image');
    expect(unescaped(card?.text ?? '')).toContain('alt="A bowl of soup with bread"');
  });

  it('shows a launch with mistakes as far as it can be shown, and its findings where they are', async () => {
    const { code, page, said } = await preview('wrong-launch');
    expect([code, said.errors > 3, said.findings]).toEqual([0, true, []]);
    expect(cards(page).map(({ channel }) => channel)).toContain('email');
    expect(page).toContain('Hurry, this is fine');
    const [top = '', first = '', second = ''] = page.split('<section class="offer"');
    expect(top).toMatch(/launches\/wrong-launch\.yaml:4:\d+/);
    expect(first).toContain('nobody-knows-this');
    expect(first).toContain('voice.banned');
    expect(second).toContain('schema.missing');
    expect(second).toContain('once their findings are mended');
  });

  it('can run nothing and loads nothing, whatever copy and layouts say', async () => {
    const hostile = shippedCopy({
      'launches/hostile-launch.yaml': HOSTILE_LAUNCH,
      'brand/layouts/email/hostile.html': HOSTILE_LAYOUT,
    });
    for (const at of [root, hostile]) {
      const { page } = await preview('hostile-launch', at);
      expect(/<script|<svg|<link/.test(page)).toBe(false);
      const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
      expect(unescaped(policy)).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data:; /);
      expect([...page.matchAll(/<iframe [^>]*>/g)].every(([tag]) => tag.startsWith('<iframe sandbox="" '))).toBe(true);
      expect([...page.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, to]) => to)).toEqual(['#offers']);
    }
  });

  it.each(readdirSync(join(FIXTURES, 'invalid')))('makes a page of a launch that is wrong: %s', async (file) => {
    const text = readFileSync(join(FIXTURES, 'invalid', file));
    const at = workspaceWith({ 'launches/wrong-one.yaml': text });
    const { code, page } = await preview('wrong-one', at);
    expect(code).toBe(0);
    expect(page).toContain('class="findings"');
  });

  it('writes into the folder asked for, and refuses a launch that is not there', async () => {
    const at = shippedCopy();
    const { out } = await runTandem(at, ['preview', 'win-back', '--out', 'elsewhere']);
    expect(out).toMatch(/elsewhere\/win-back\.html shows \d+ messages of "win-back"/);
    expect(statSync(join(at, 'elsewhere/win-back.html')).size).toBeGreaterThan(10_000);
    const { code, said } = await preview('winter', at);
    expect([code, said.findings.map((one) => one.code)]).toEqual([1, ['launch.noFile']]);
  });

  it('is the same on every run', async () => {
    const [first, second] = [await preview('rich-launch'), await preview('rich-launch')];
    expect(first.page === second.page).toBe(true);
  });
});
