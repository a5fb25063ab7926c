import type { Copy, Offer } from '../../../contracts/decision';
import { renderOffer } from '../../../lambdas/domain/render';

const offerOf = (copy: Partial<Copy>, over: Partial<Offer> = {}): Offer => ({
  id: 'ten-off',
  copy: { en: { headline: 'Ten off', body: 'For you.', ...copy } },
  ...over,
});
const headline = (template: string, variables = {}) => {
  const rendered = renderOffer(offerOf({ headline: template }), variables);
  return rendered.ok ? rendered.content.headline : rendered;
};
const failed = (detail: string) => ({ ok: false, reason: 'render-failed', detail: `headline: ${detail}` });

describe('renderOffer', () => {
  it('puts in values, and defaults for those that are not known', () => {
    const greeting = "{{ first_name | default: 'Hello' }}, 20% off";
    expect(headline(greeting, { first_name: 'Ada' })).toBe('Ada, 20% off');
    expect(headline(greeting)).toBe('Hello, 20% off');
    expect(headline('{% if first_name %}{{ first_name }}{% else %}You{% endif %}')).toBe('You');
  });

  it('gives words, link, image and code of an offer', () => {
    const link = { label: 'Read', to: 'app://guide' };
    const image = { file: 'coats.jpg', alt: 'Coats' };
    expect(renderOffer(offerOf({ link, image }, { code: { fixed: 'TEN' } }), {})).toEqual({
      ok: true,
      language: 'en',
      content: { headline: 'Ten off', body: 'For you.', link, image, code: 'TEN' },
    });
  });

  it.each([
    ['a variable nobody passed', '{{ salary }}', 'UndefinedVariableError'],
    ['an unknown filter', "{{ 'a' | shout }}", 'ParseError'],
    ['a broken tag', '{{ first_name', 'TokenizationError'],
    ['a file', "{% include 'package.json' %}", 'ParseError'],
    ['a template', "{% render 'other' %}", 'ParseError'],
    ['a loop', '{% for i in (1..9) %}x{% endfor %}', 'ParseError'],
    ['the day', "{{ 'now' | date: '%Y' }}", 'ParseError'],
    ['a member of the prototype', '{{ first_name.constructor }}', 'UndefinedVariableError'],
  ])('refuses copy with %s', (_case, template, error) => {
    expect(headline(template, { first_name: 'Ada' })).toEqual(failed(error));
  });

  it('says what failed without quoting a value', () => {
    const rendered = renderOffer(offerOf({ body: '{{ email.x }} {{ email | shout }}' }), { email: 'ada@example.org' });
    expect(JSON.stringify(rendered)).not.toContain('ada');
    expect(rendered).toMatchObject({ ok: false, detail: expect.stringMatching(/^body: /) });
  });

  it('does not run what customers wrote, nor let it break a line', () => {
    expect(headline('{{ first_name }}!', { first_name: '{{ email }}\r\nBcc: all' })).toBe('{{ email }} Bcc: all!');
    expect(headline('{{ first_name }}', { first_name: 'x'.repeat(500) })).toHaveLength(200);
  });

  it('leaves HTML to the channel', () => {
    expect(headline('{{ first_name }} & co', { first_name: '<b>Ada</b>' })).toBe('<b>Ada</b> & co');
  });

  it('refuses an offer whose code must come from a pool, rather than send it without one', () => {
    expect(renderOffer(offerOf({}, { code: { pool: 'ten-off' } }), {})).toEqual({
      ok: false,
      reason: 'code-missing',
      detail: 'ten-off',
    });
  });

  it('refuses an offer without words', () => {
    expect(renderOffer({ id: 'mute', copy: {} }, {})).toMatchObject({ ok: false, reason: 'render-failed' });
  });
});
