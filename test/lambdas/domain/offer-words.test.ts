import type { Offer } from '../../../contracts/decision';
import { languageOf, plainOffer, wishedLanguage } from '../../../lambdas/domain/offer-words';

describe('languageOf', () => {
  const words = { headline: '', body: '' };
  const copy = { en: words, es: words, 'fr-CA': words };

  it.each([
    ['the language wished for', 'es', 'es'],
    ['its general form', 'es-MX', 'es'],
    ['another form of it', 'fr', 'fr-CA'],
    ['the first that was written', 'de', 'en'],
    ['the first where nothing is wished', undefined, 'en'],
  ])('takes %s', (_case, wished, language) => {
    expect(languageOf(copy, wished)).toBe(language);
  });
});

describe('wishedLanguage', () => {
  const trait = (value: string | number) => ({ traits: { language: { at: '', key: '', value } } });

  it('is what the person said, and nothing where that is no text', () => {
    expect([trait('es'), trait(7), { traits: {} }].map(wishedLanguage)).toEqual(['es', undefined, undefined]);
  });
});

describe('plainOffer', () => {
  const link = { label: 'Read', to: 'app://guide' };
  const offer: Offer = {
    id: 'ten-off',
    code: { fixed: 'TEN' },
    copy: {
      en: { headline: '{{ x }}', body: 'For you.', link, plain: { headline: 'Hello', body: 'For you.' } },
      es: { headline: 'Hola', body: 'Para ti.' },
    },
  };

  it('takes the words that were made without any field, and the written ones where there is nothing to fill in', () => {
    expect(plainOffer(offer)).toEqual({
      ok: true,
      language: 'en',
      content: { headline: 'Hello', body: 'For you.', link, code: 'TEN' },
    });
    expect(plainOffer(offer, 'es')).toMatchObject({ content: { headline: 'Hola', body: 'Para ti.' } });
  });

  it('has no words for an offer without copy, or whose code must come from a pool', () => {
    expect(plainOffer({ ...offer, copy: {} })).toMatchObject({ ok: false, reason: 'render-failed' });
    expect(plainOffer({ ...offer, code: { pool: 'tens' } })).toMatchObject({ ok: false, reason: 'code-missing' });
  });
});
