/**
 * What decisions have in common, as deflate wants it: text that a compressor may refer back to as if it had been written
 * before. It halves the item, which then fits in the one kilobyte that a write unit pays for. A kept decision can only be
 * read with the very dictionary it was written with: never change one, add the next and count up.
 */
const FIRST = [
  '"exposures":[{"launch":"","arm":"held-out","at":"","decisionId":"dec_","definitionHash":"","channel":"","offer":""}',
  '"ledger":{"sends":[{"launch":"","channel":"email","at":"","id":"msg_"},{"launch":"","channel":"app","at":"","id":"dec_"}],"exposures":{}}',
  '"policy":{"perPerson":{"messages":3,"perSeconds":604800},"holdoutSalt":"","withoutConsent":["service-messages"],"reachableBy":{"email":"email","sms":"phone","push":"device"}}}}',
  '"trigger":{"kind":"at","launch":"","run":"","oldestStrand":""},"trigger":{"kind":"ask","channel":"call-centre","slot":"minute:","limit":1}',
  '"detail":"","reason":"not-live","reason":"outside-window","reason":"audience-excluded","reason":"channel-not-used","reason":"unreachable","reason":"no-offer-fits","reason":"audience-full","reason":"launch-cap","reason":"person-cap","reason":"held-out","reason":"outranked"},{"launch":"","reason":"no-consent","detail":"personalised-offers"},{"launch":"","reason":"audience-not-met","detail":"did ',
  '"lists":["loyal","staff"],"digests":[{"event":"Product Viewed","where":{"category":""},"times":[179',
  '{"event":"Store Entered","where":{},"times":[179',
  ']},{"event":"Order Completed","where":{"category":""},"times":[179',
  ']},{"event":"Checkout Started","where":{},"times":[]}]},"ledger":{"sends":[],"exposures":{}},"launches":[{"launch":"","hash":"","state":"live","full":false},{"launch":"","hash":"","state":"paused","full":false}],',
  '"consent":{"personalised-offers/sms":{"at":"2027-","key":"","status":"denied","noticeVersion":""},"personalised-offers/app":{"at":"2026-12-","key":"preference-centre#","status":"granted"},"personalised-offers/pos":{"at":"2026-11-","key":"crm#","status":"granted"},"personalised-offers/call-centre":{"at":"","key":"","status":"granted"},"personalised-offers/email":{"at":"2026-11-2","key":"","status":"granted"}},',
  '"traits":{"age":{"at":"2026-11-","key":"","value":""},"email":{"at":"2026-11-","key":"","value":"tok_"},"favourite_department":{"at":"","key":"","value":"Produce"},"first_name":{"at":"","key":"","value":"tok_"},"home_store":{"at":"","key":"","value":"store-"},"household_size":{"at":"","key":"","value":2},"income":{"at":"","key":"","value":"50-74K"},"kids_count":{"at":"","key":"","value":0},"language":{"at":"","key":"","value":"en"},"last_name":{"at":"","key":"","value":"tok_"},"last_order_on":{"at":"","key":"","value":"2026-11-"},"orders_90d":{"at":"","key":"","value":1},"phone":{"at":"","key":"","value":"tok_"},"spend_90d":{"at":"","key":"","value":1},"timezone":{"at":"","key":"","value":"America/New_York"}},',
  '"person":{"person":"user_id:tok_","members":["user_id:tok_","loyalty_number:tok_","email:tok_","phone:tok_","social:tok_","anonymous_id:tok_"],',
  '{"decision":{"decisionId":"dec_","person":"user_id:tok_","at":"2026-11-2T1:00:00.000Z","trigger":{"kind":"event","event":"Store Entered","itemKey":"S#user_id:tok_/EVT#web-shop#"},"chosen":[],"excluded":[],"exposures":[]},"inputs":{"decisionId":"dec_","trigger":{"kind":"event","event":"Product Viewed","itemKey":"S#user_id:tok_/EVT#panel#"},"now":"2026-11-2T1:00:00.000Z","person":{"person":"user_id:tok_","members":["user_id:tok_"',
  '"chosen":[{"launch":"","definitionHash":"","offer":"","channel":"email","kind":"push","vendor":"mailhub","purpose":"personalised-offers","notAfter":"2026-11-30T04:59:59.999Z","reasons":["","did Product Viewed at least "]},{"launch":"","definitionHash":"","offer":"","channel":"app","kind":"pull","purpose":"","notAfter":"","reasons":[]}],"excluded":[{"launch":"","reason":"',
].join('');

/** All dictionaries ever used, by the number that items carry. */
export const DECISION_DICTIONARIES: Readonly<Record<number, Uint8Array>> = { 1: Buffer.from(FIRST) };
/** The one to write with. */
export const DECISION_DICTIONARY = 1;
