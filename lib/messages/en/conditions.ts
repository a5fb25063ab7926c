import { listed, meant, type Names, type Words } from './words';

interface Property {
  readonly property: string;
  readonly declared: Names;
}

const notAllowed = (message: string, { property, declared }: Property): Words => ({
  message: `${message}; allowed: ${listed(declared)}`,
  fix: meant(property, declared, 'Use an allowed property, or ask for it in platform/events/.'),
});

/** What customers did and are: events, their properties, segments, traits. */
export const conditionTexts = {
  'event.platformMade': ({ event }: { event: string }): Words => ({
    message: `"${event}" is made by the platform itself; a launch may only depend on events of sources`,
    fix: 'Use an event that a source sends.',
  }),
  'event.notRemembered': ({ event }: { event: string }): Words => ({
    message: `"${event}" is not remembered, so nobody can be asked for it`,
    fix: 'Ask IT to add "remember" to the event in platform/events/, or use an event that is remembered.',
  }),
  'event.retention': ({ event, within, kept }: { event: string; within: string; kept: string }): Words => ({
    message: `"${within}" is longer than "${event}" is kept: ${kept}`,
    fix: `Ask for at most ${kept}.`,
  }),
  'event.property.ofEvent': (one: Property): Words => notAllowed(`"${one.property}" is not declared by the event`, one),
  'event.property.ofSchema': (one: Property): Words =>
    notAllowed(`"${one.property}" is not declared by the schema`, one),
  'event.property.notRemembered': (one: Property): Words =>
    notAllowed(`"${one.property}" is not remembered of the event`, one),
  'event.property.toDeclare': ({ property, declared }: Property): Words => ({
    message: `"${property}" is not declared by the schema; declared: ${listed(declared)}`,
    fix: meant(property, declared, 'Declare it under schema.properties.'),
  }),
  'event.property.toCompute': ({ property, declared }: Property): Words => ({
    message: `"${property}" is not declared by the event; declared: ${listed(declared)}`,
    fix: meant(property, declared, 'Use a declared property.'),
  }),
  'segment.circular': ({ way }: { way: readonly string[] }): Words => ({
    message: `the segment asks for itself: ${way.join(' -> ')}`,
    fix: 'Take one of the segments out of the circle.',
  }),
  'trait.taken': ({ trait }: { trait: string }): Words => ({
    message: `"${trait}" is told by events already (platform/events/)`,
    fix: 'Give the computed trait another name.',
  }),
  'trait.of.missing': ({ compute }: { compute: string }): Words => ({
    message: `"${compute}" needs "of": the property to compute with`,
    fix: 'Add of: <property>.',
  }),
  'trait.of.notNeeded': (): Words => ({
    message: '"count" counts occurrences of the event, whatever their properties',
    fix: 'Remove "of", or use sum or distinct.',
  }),
  'trait.of.type': (one: { property: string; types: Names; compute: string; number: boolean }): Words => ({
    message: `"${one.property}" is ${listed(one.types)}; "${one.compute}" needs ${one.number ? 'a number' : 'text, a number, true or false'}`,
    fix: 'Use another property.',
  }),
};
