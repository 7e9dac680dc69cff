/** One scripted deviation: the next requests of an operation meet a fault. */
export interface Rule<F> {
  /** Operation of the server, or `any`. */
  readonly on: string;
  /** A name from the server's catalogue, or a fault spelt out. */
  readonly fault: string | F;
  /** How many requests meet it, 1 by default. */
  readonly times?: number | 'always' | undefined;
  /** How many matching requests pass untouched before it. */
  readonly skip?: number | undefined;
}

export interface NamedFault<F> {
  readonly name: string;
  readonly fault: F;
}

/** Faults still to come, first rule first. A request consumes at most one rule. */
export interface Script<F> {
  add(rules: readonly Rule<F>[]): void;
  clear(): void;
  /** The fault for a request of this operation, counted as used. */
  take(operation: string): NamedFault<F> | undefined;
  /** Rules that have not run out. Empty says that a test's faults all happened. */
  readonly pending: readonly string[];
}

interface Pending<F> extends NamedFault<F> {
  readonly on: string;
  left: number;
  skip: number;
}

/** Throws on an operation or a fault name that does not exist: a typo must not pass as "no fault". */
export function createScript<F extends { readonly kind: string }>(
  operations: readonly string[],
  catalogue: Readonly<Record<string, F>>,
): Script<F> {
  let rules: Pending<F>[] = [];

  const resolve = (rule: Rule<F>): Pending<F> => {
    if (rule.on !== 'any' && !operations.includes(rule.on)) throw new Error(`no operation '${rule.on}', have: any, ${operations.join(', ')}`);
    const fault = typeof rule.fault === 'string' ? catalogue[rule.fault] : rule.fault;
    if (fault === undefined) throw new Error(`no fault '${typeof rule.fault === 'string' ? rule.fault : 'undefined'}', have: ${Object.keys(catalogue).join(', ')}`);
    return {
      name: typeof rule.fault === 'string' ? rule.fault : fault.kind,
      fault,
      on: rule.on,
      left: rule.times === 'always' ? Infinity : (rule.times ?? 1),
      skip: rule.skip ?? 0,
    };
  };

  return {
    add: (added) => {
      rules = [...rules, ...added.map(resolve)];
    },
    clear: () => {
      rules = [];
    },
    take: (operation) => {
      const rule = rules.find(({ on, left }) => left > 0 && (on === 'any' || on === operation));
      if (rule === undefined) return undefined;
      if (rule.skip > 0) {
        rule.skip -= 1;
        return undefined;
      }
      rule.left -= 1;
      if (rule.left === 0) rules = rules.filter((other) => other !== rule);
      return { name: rule.name, fault: rule.fault };
    },
    get pending() {
      return rules.map(({ on, name }) => `${on}: ${name}`);
    },
  };
}
