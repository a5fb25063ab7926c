import type { CfnResource } from 'aws-cdk-lib';
import type { Rule } from '../rules/rule';

/** A rule as its pack has it. */
export interface RuleFacts {
  /** Pack and rule, for example `AwsSolutions-IAM5`: as the validation report and waivers of packs name it. */
  readonly rule: string;
  readonly level: Rule['severity'];
  /** What is wrong where it does not hold, or what always holds. */
  readonly what: string;
}

/** What a rule says of one resource: one entry, or one for each finding. */
export interface Judged {
  readonly rule: string;
  /** Construct path. */
  readonly path: string;
  /** CloudFormation type, or `launch`. */
  readonly type: string;
  /** `error`: the rule threw, so nobody can say. */
  readonly outcome: 'compliant' | 'non-compliant' | 'error';
  /** What tells several findings of a rule on one resource apart, generated hashes written `*`. */
  readonly finding?: string;
  /** Launch that is judged, as waivers name it. */
  readonly launch?: string;
  /** What is wrong here, where the rule says more than its own text. */
  readonly message?: string;
}

/** Everything that a pack says of a tree; what it holds is also the proof that it ran. */
export interface Evaluation {
  readonly pack: string;
  readonly rules: readonly RuleFacts[];
  /** Resources, or launches, that every rule was asked about. */
  readonly resources: number;
  readonly judged: readonly Judged[];
  /** Resources that a rule does not concern, counted by type, by rule. */
  readonly notApplicable: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** What a rule is asked about. */
export type Place = Pick<Judged, 'path' | 'type' | 'launch'>;

/** What a rule said of a resource before it is written down. */
export type Said = 'not-applicable' | readonly Omit<Judged, 'rule' | 'path' | 'type' | 'launch'>[];

/** Writes down what the rules of one pack say. */
export class Tally {
  readonly #rules = new Map<string, RuleFacts>();
  readonly #asked = new Set<string>();
  readonly #judged: Judged[] = [];
  readonly #notApplicable = new Map<string, Map<string, number>>();

  /** Keeps what a rule said of one thing; the same finding said twice is kept once. */
  public note(facts: RuleFacts, place: Place, said: Said): void {
    const { rule } = facts;
    const { path, type } = place;
    this.#rules.set(rule, facts);
    this.#asked.add(path);
    if (said === 'not-applicable') {
      const counts = this.#notApplicable.get(rule) ?? new Map<string, number>();
      this.#notApplicable.set(rule, counts.set(type, (counts.get(type) ?? 0) + 1));
      return;
    }
    const once = new Map(said.map((one) => [one.finding, one]));
    for (const one of once.values()) this.#judged.push({ rule, ...place, ...one });
  }

  /** Everything noted so far. */
  public evaluation(pack: string): Evaluation {
    return {
      pack,
      rules: [...this.#rules.values()],
      resources: this.#asked.size,
      judged: this.#judged,
      notApplicable: this.#notApplicable,
    };
  }
}

/** Where a resource stands and what it is. */
export const placeOf = ({ node, cfnResourceType }: CfnResource): Place => ({
  path: node.path,
  type: cfnResourceType,
});
