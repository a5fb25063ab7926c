import type { Words } from './words';

interface OfPurpose {
  readonly purpose: string;
}

/** What a purpose needs before anybody can consent to it. */
export const consentTexts = {
  'purpose.default': ({ purpose }: OfPurpose): Words => ({
    message: `"${purpose}" rests on consent and would be allowed to whoever said nothing`,
    fix: 'Write denied.',
  }),
  'purpose.expires': ({ purpose }: OfPurpose): Words => ({
    message: `a consent to "${purpose}" would hold for ever`,
    fix: 'Add expires: 730 days, or less.',
  }),
  'purpose.notice': ({ purpose }: OfPurpose): Words => ({
    message: `customers choose about "${purpose}", and there is no text that they could have read`,
    fix: 'Add notice: { version, url } of the text that they are shown.',
  }),
};
