const HEAD = `team: retail-marketing
summary: "Everything that a preview can show"
purpose: personalised-offers
when: { timezone: America/New_York, starts: 2026-11-23 00:00, ends: 2026-11-29 23:59 }
channels:
  reach: all
  use: [{ channel: email }, { channel: sms }, { channel: app }, { channel: pos }]
`;

/** A launch over four channels in two languages, of which one is written from right to left; one of its offers has a picture. */
export const RICH_LAUNCH = `launch: rich-launch
${HEAD}offers:
  - id: soup
    gives: { percentOff: 10, of: { category: SOUP }, atMost: 5 USD }
    code: { fixed: "SOUP10" }
    copy:
      en:
        headline: "{{ first_name | default: 'Hello' }}, soup for a cold day"
        body: |
          You looked at our soups, so here it is:

          10% off any soup until 29 November.
        image: { file: soup.png, alt: "A bowl of soup with bread" }
        link: { label: "See the soups", to: "https://harvest-lane.example/soups" }
      ar:
        headline: "{{ first_name | default: 'مرحبا' }}، حساء ليوم بارد"
        body: "خصم 10% على أي حساء حتى 29 نوفمبر."
  - id: recipe
    copy:
      en: { headline: "A recipe for Sunday", body: "It takes half an hour, and a pot." }
      ar: { headline: "وصفة ليوم الأحد", body: "تستغرق نصف ساعة." }
`;

/** What somebody could put into copy who means harm, in a layout that does, too. */
export const HOSTILE_LAUNCH = `launch: hostile-launch
${HEAD.replace('{ channel: email }', '{ channel: email, layout: hostile }')}offers:
  - id: script
    copy:
      en:
        headline: "</title></iframe><script>top.document.title='ran'</script>"
        body: "\\"><img src=x onerror=\\"top.document.title='ran'\\"><svg onload=alert(1)> </textarea></style><script>parent.ran=1</script>"
  - id: link
    copy:
      en: { headline: "A link", body: "That runs.", link: { label: "Go", to: "javascript:top.ran=1" } }
`;

/** A layout that means harm, as if IT had let it in. */
export const HOSTILE_LAYOUT = `<!doctype html><html><head><meta http-equiv="refresh" content="0;url=https://evil.example/">
<script>top.document.title='ran'; parent.ran=1</script></head>
<body onload="top.ran=1"><h1>{{ headline }}</h1><p>{{ body }}</p><p>{{ footer }}</p><a target="_top" href="{{ unsubscribe }}">Out</a>
<img src="https://evil.example/pixel.gif" onerror="top.ran=1" alt=""><form action="https://evil.example/"><button>Send</button></form></body></html>
`;

/** A launch in which much is wrong, and something can be shown. */
export const WRONG_LAUNCH = `launch: wrong-launch
team: retail-marketing
purpose: personalised-offers
when: { timezone: America/New_York, starts: soon, ends: 2026-11-29 23:59 }
channels: { use: [{ channel: email }, { channel: fax }] }
offers:
  - id: fine
    for: { segment: nobody-knows-this }
    copy: { en: { headline: "Hurry, this is fine", body: "And can be seen." } }
  - id: broken
    copy: { en: { headline: "No body" } }
`;

/** A picture of 2 by 2 pixels. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
  'base64',
);
