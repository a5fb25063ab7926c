/** All texts of the preference centre that do not come from purposes.yaml and channels.yaml. */
export const PREFERENCE_WORDS = {
  language: 'en',
  title: 'Your choices',
  lead: (organisation: string): string =>
    `Choose what ${organisation} may contact you about, and where. Every choice counts from the moment you save it.`,
  notice: (title: string, version: string): string => `How we use your data for “${title}” (version ${version})`,
  save: 'Save my choices',
  allTitle: 'None of it',
  allText: 'This ends all of the above at once, now and for everything we add later.',
  all: 'Unsubscribe from everything',
  gpc: 'Your browser asks not to have its data used (Global Privacy Control), and we treat that as a no. What you choose and save here counts instead.',
  saved: 'Your choices are saved.',
  nothingChanged: 'Nothing was changed, so there was nothing to save.',
  unsubscribed: 'You are unsubscribed.',
  unsubscribedFromAll: 'You are unsubscribed from everything.',
  unsubscribedText: 'It counts from now on. You can close this page.',
  failedTitle: 'That did not work',
  failed: 'We could not save your choice just now. Please send it again in a minute.',
  unavailable: 'We could not look up your choices just now. Please load this page again in a minute.',
  expiredTitle: 'This link has expired',
  expired:
    'To change your choices, use the link in a newer message from us. You can still unsubscribe from everything here.',
  invalidTitle: 'This link is not valid',
  invalid: 'Please use the whole link from a message that we sent you.',
} as const;
