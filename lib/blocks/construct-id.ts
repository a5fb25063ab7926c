/** A name as a construct id: `vendor/mail-hub/api-key` -> `VendorMailHubApiKey`. */
export const constructId = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
