import { listed, meant, type Names, type Words } from './words';

const PUBLIC_NAME = 'Use the public name of the vendor, without a port.';

const host =
  (why: string) =>
  ({ host: name }: { host: string }): Words => ({ message: `"${name}" ${why}`, fix: PUBLIC_NAME });

interface Mapped {
  readonly event: string;
  readonly scheme: string;
}

const lowTrust = (does: string, { event, scheme }: Mapped): Words => ({
  message: `"${event}" ${does}, for which a vendor has to sign; "${scheme}" does not`,
  fix: 'Use a scheme that signs, or ask the vendor for the facts by its API.',
});

/** How we reach a vendor, and how a vendor reaches us. */
export const gatewayTexts = {
  'vendor.host.noAddress': ({ url }: { url: string }): Words => ({
    message: `"${url}" is no address`,
    fix: 'Write it as https://host/path.',
  }),
  'vendor.host.number': host('is an address, not a name'),
  'vendor.host.private': host('is a name of a private network'),
  'vendor.host.user': host('comes with a user or password in the address'),
  'vendor.host.port': ({ host: name, port }: { host: string; port: string }): Words => ({
    message: `"${name}" is asked on port ${port}; only 443 is allowed`,
    fix: PUBLIC_NAME,
  }),
  'vendor.plainHttp': ({ url }: { url: string }): Words => ({
    message: `"${url}" is not https: whoever is on the way could read and change it`,
    fix: 'Use the https address of the vendor.',
  }),
  'vendor.body.template': ({ problem }: { problem: string }): Words => ({
    message: problem,
    fix: 'Correct the part in {{ }} or {% %}.',
  }),
  'vendor.body.value': ({ name, allowed }: { name: string; allowed: Names }): Words => ({
    message: `"${name}" is not for this vendor; allowed: ${listed(allowed)}`,
    fix: meant(name, allowed, 'Use an allowed value, or approve the field.'),
  }),
  'vendor.body.nested': (): Words => ({
    message: 'a form has texts only, this is a list or has members of its own',
    fix: 'Write one text a member, or send the body as json.',
  }),
  'vendor.batch.list': ({ list }: { list: string }): Words => ({
    message: `"${list}" is not a member of the body with one entry, to be written for each message`,
    fix: 'Name the member of outbound.body that lists the messages, and write its entry once.',
  }),
  'vendor.batch.shared': ({ name, list }: { name: string; list: string }): Words => ({
    message: `"${name}" differs from message to message and stands beside "${list}": all would get what the first one says`,
    fix: `Move the value into the entry of "${list}".`,
  }),
  'vendor.batch.id': (): Words => ({
    message: 'the messages of a request do not say which one they are; a vendor could not tell a second copy',
    fix: 'Add a member with {{ messageId }} to what is written for each message.',
  }),
  'vendor.batch.form': (): Words => ({
    message: 'a form holds one message',
    fix: 'Send the body as json, or leave out batch.',
  }),
  'vendor.scheme': ({ scheme, refused }: { scheme: string; refused: string }): Words => ({
    message: `"${scheme}" is not safe: ${refused}; the gateway refuses every webhook`,
    fix: "Use the vendor's newer scheme.",
  }),
  'vendor.observe': (): Words => ({
    message: 'an observation without an end would let in for ever what nobody signed',
    fix: 'Add observeUntil, some two weeks from now.',
  }),
  'vendor.observeOver': ({ until }: { until: string }): Words => ({
    message: `the observation ended on ${until}; what is not signed well is refused since`,
    fix: 'Write mode: enforce instead.',
  }),
  'vendor.dedupe': ({ scheme, days }: { scheme: string; days: number }): Words => ({
    message: `"${scheme}" signs no time, so that a captured webhook could come back once its mark is gone; it is kept for ${days} days`,
    fix: `Leave within out, or write ${days} days or more.`,
  }),
  'vendor.lowTrust.traits': (mapped: Mapped): Words => lowTrust('sets traits', mapped),
  'vendor.lowTrust.person': (mapped: Mapped): Words => lowTrust('says who somebody is or what they agree to', mapped),
};
