import { loadWorkspace } from '../../../lib/workspace';
import { AS_OF, removeWorkspaces, workspaceWith } from '../../support/workspace';

afterAll(removeWorkspaces);

const THEME = `colours: { ink: "#22302a", pale: "#b9c4bd", paper: "#ffffff" }\nfonts: { words: "Arial, sans-serif" }\n`;

/** What is found in brand/ and launches/, with its place. */
const found = (files: Readonly<Record<string, string>>): readonly string[] =>
  loadWorkspace(workspaceWith({ 'brand/theme.yaml': THEME, ...files }), { asOf: AS_OF })
    .findings.filter(({ file }) => file.startsWith('brand/') || file.startsWith('launches/'))
    .map(({ code, file, line, column, message }) => `${code} ${file}:${line}:${column} ${message}`);
const inApp = (html: string): readonly string[] =>
  found({ 'brand/layouts/app/own.html': html, 'brand/layouts/app/own.txt': '{{ headline }}' }).map((one) =>
    one.replace('brand/layouts/app/own.html:', ''),
  );

const EMAIL = `<mjml>
  <mj-head><mj-title>{{ headline }}</mj-title></mj-head>
  <mj-body background-color="{{ theme.paper }}">
    <mj-section><mj-column>
      <mj-text color="{{ theme.ink }}">{{ headline }} {% for line in footer %}{{ line }}<br>{% endfor %}</mj-text>
      <mj-text color="{{ theme.ink }}"><a href="{{ unsubscribe }}" style="color:{{ theme.ink }}">{{ word.unsubscribe }}</a></mj-text>
    </mj-column></mj-section>
  </mj-body>
</mjml>`;
const EMAIL_WORDS = '{{ headline }}\n{{ footer }}\n{{ unsubscribe }}';

describe('layouts', () => {
  it('pass when they are sound', () => {
    expect(found({ 'brand/layouts/email/own.mjml': EMAIL, 'brand/layouts/email/own.txt': EMAIL_WORDS })).toEqual([]);
    expect(inApp('<p style="color:{{ theme.ink }}" lang="{{ language }}">{{ headline }}</p>')).toEqual([]);
  });

  it('show where in the file it is', () => {
    const text = 'Hello\n{{ first_name }}';
    const { sources, findings } = loadWorkspace(workspaceWith({ 'brand/layouts/app/own.txt': text }));
    expect(sources.get('brand/layouts/app/own.txt')).toBe(text);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'layout.slot', line: 2, column: 1 }));
  });

  it.each([
    [
      'what is no slot',
      '{{ first_name }}',
      'layout.slot',
      /^1:1 nothing can be put into \{\{ first_name \}\}; there are: /,
    ],
    ['a filter', '{{ headline | upcase }}', 'layout.slot', /^1:1 nothing can be put into/],
    ['another tag', '{% include "x" %}', 'layout.slot', /^1:1 nothing can be put into \{% include "x" %\}/],
    ['a condition on a customer', '{% if vip %}x{% endif %}', 'layout.slot', /^1:1 nothing/],
    ['an end without a beginning', 'x{% endif %}', 'layout.slot', /^1:2 \{% endif %\} ends nothing/],
    ['a beginning without an end', '{% if code %}x', 'layout.slot', /^1:1 \{% if code %\} is not ended/],
    ['one paragraph outside of the loop', '{{ paragraph }}', 'layout.slot', /^1:1 .* outside of their loop/],
    [
      'words as an attribute',
      '<p style="{{ headline }}">x</p>',
      'layout.slot',
      /^1:1 style="\{\{ headline \}\}" stands/,
    ],
    ['half an address', '<a href="https://x/{{ code }}">x</a>', 'layout.slot', /^1:1 href=/],
    ['words as an address', '<a href="{{ headline }}">x</a>', 'layout.slot', /^1:1 href=/],
    ['an address as words', '<p>{{ unsubscribe }}</p>', 'layout.slot', /^1:4 \{\{ unsubscribe \}\} stands/],
    ['a value in a comment', '<!-- {{ headline }} -->', 'layout.slot', /^1:1 \{\{ headline \}\} stands/],
    ['a value in a name', '<p {{ headline }}>x</p>', 'layout.slot', /^1:1 /],
    ['a script', '<script>alert(1)</script>', 'layout.markup', /^1:1 "script" may not be in a layout/],
    ['a form', '<form>x</form>', 'layout.markup', /^1:1 "form" may not/],
    ['what runs on a click', '<p onclick="x()">x</p>', 'layout.markup', /^1:1 the attribute "onclick" may not/],
    ['a picture in a style', '<p style="background:url(x)">x</p>', 'layout.markup', /^1:1 the attribute "style"/],
    ['what is not closed', '<div><p>x</p>', 'layout.markup', /^1:1 "div" is not closed/],
    ['an image without words', '<img src="{{ image.src }}">', 'layout.markup', /^1:1 the image has no words/],
    [
      'a colour that the theme lacks',
      '<p style="color:{{ theme.red }}">x</p>',
      'layout.theme',
      /^1:17 the theme has no "red"; it has: ink, pale, paper, words/,
    ],
    ['a colour of its own', '<p style="color: #123456">x</p>', 'layout.theme', /^1:18 "#123456" is not from the theme/],
    ['a colour by its name', '<p style="color:navy">x</p>', 'layout.theme', /^1:17 "navy" is not from the theme/],
    [
      'pale words',
      '<div style="background-color:{{ theme.paper }}"><p style="color:{{ theme.pale }}">{{ headline }}</p></div>',
      'layout.contrast',
      /^1:\d+ #b9c4bd on #ffffff is 1\.8 to 1; WCAG AA asks for 4\.5/,
    ],
    [
      'a link to somewhere',
      '<a href="https://evil.example" style="color:{{ theme.ink }}">x</a>',
      'copy.link',
      /^1:1 "https:\/\/evil\.example" leads to/,
    ],
    ['a word that nobody said', '{{ word.greeting }}', 'layout.word', /^1:4 "word\.greeting" is not said in en/],
    ['too much of it', 'x'.repeat(60_001), 'layout.tooLong', /^1:1 60001 characters/],
  ])('are refused with %s', (_case, html, code, rest) => {
    const all = inApp(html);
    const isMeant = (one: string): boolean => one.startsWith(`${code} `) && rest.test(one.slice(code.length + 1));
    expect(all.filter(isMeant)).toHaveLength(1);
    expect(all.filter((one) => !isMeant(one) && !/^layout\.(slot|markup)/.test(one))).toEqual([]);
  });

  it('are refused in e-mails without the footer or the link that ends them, also where they depend on the offer', () => {
    const words = '{{ headline }}{% if code %}{{ footer }}{% endif %}';
    expect(found({ 'brand/layouts/email/own.txt': words })).toEqual([
      'layout.needs brand/layouts/email/own.txt:1:1 without the footer that every message by email must have',
      'layout.needs brand/layouts/email/own.txt:1:1 without the link that ends messages, which every e-mail must have',
    ]);
  });

  it('are words alone, and perhaps HTML of one kind, in files of their name', () => {
    expect(
      found({
        'brand/layouts/app/Own Card.txt': 'x',
        'brand/layouts/app/both.html': '<p>x</p>',
        'brand/layouts/app/both.mjml': '<mjml></mjml>',
        'brand/layouts/app/tagged.txt': '<b>x</b>',
      }),
    ).toEqual([
      'layout.file brand/layouts/app/Own Card.txt:1:1 "brand/layouts/app/Own Card.txt" is no layout',
      'layout.file brand/layouts/app/both.html:1:1 "both" has no words alone, for those who see no pictures',
      'layout.file brand/layouts/app/both.mjml:1:1 "both" is there as MJML and as HTML',
      'layout.markup brand/layouts/app/tagged.txt:1:1 "<b>" would be shown as it is: this part is words alone',
    ]);
  });
});

const LAUNCH = (channels: string, languages = '') => `launch: dinner
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-26 00:00, ends: 2026-11-29 23:59 }
channels: { use: [${channels}] }
offers:
  - id: plan
    copy:
      en: { headline: "Dinner", body: "Three dishes." }${languages}
`;

describe('a launch', () => {
  it('names layouts that its channels have', () => {
    expect(found({ 'launches/dinner.yaml': LAUNCH('{ channel: app, layout: product-card }') })).toEqual([]);
    expect(found({ 'launches/dinner.yaml': LAUNCH('{ channel: app, layout: coats }') })).toEqual([
      'layout.unknown launches/dinner.yaml:5:43 "coats" is no layout of app; there are: standard, product-card',
    ]);
  });

  it('has the footer of what it sends in every language that it speaks', () => {
    const french = '\n      fr: { headline: "Dîner", body: "Trois plats." }';
    expect(found({ 'launches/dinner.yaml': LAUNCH('{ channel: email }', french) })).toEqual([
      'copy.footer launches/dinner.yaml:5:30 email has no footer in fr',
    ]);
    expect(found({ 'launches/dinner.yaml': LAUNCH('{ channel: app }', french) })).toEqual([]);
  });
});

describe('the voice', () => {
  it('speaks of channels that there are, and has its images where links may lead', () => {
    const voice = `tone: warm
lengths: { ap: { headline: 60 } }
footers: { emial: { "*": { en: Hartford } } }
links: { schemes: [], hosts: [shop.example] }
images: { at: "https://cdn.example/brand/", sizes: { fax: { width: 1, height: 1, kilobytes: 1 } } }
`;
    expect(found({ 'brand/voice.yaml': voice }).filter((one) => one.includes('voice.yaml'))).toEqual([
      expect.stringMatching(/^channel\.unknown brand\/voice\.yaml:2:12 .*"ap"/),
      expect.stringMatching(/^channel\.unknown brand\/voice\.yaml:3:12 .*"emial"/),
      expect.stringMatching(
        /^copy\.link brand\/voice\.yaml:5:15 "https:\/\/cdn\.example\/brand\/" leads to "cdn\.example"; allowed: shop\.example/,
      ),
      expect.stringMatching(/^channel\.unknown brand\/voice\.yaml:5:54 .*"fax"/),
    ]);
  });

  it('allows links no scheme that runs what it carries', () => {
    const voice = 'tone: warm\nlinks: { schemes: [app, javascript], hosts: [] }\n';
    expect(found({ 'brand/voice.yaml': voice })).toContainEqual(
      expect.stringMatching(/^schema\.\w+ brand\/voice\.yaml:2:25 /),
    );
  });
});
