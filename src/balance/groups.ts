/** Members with the same key, in the order in which each key came first; only those of more than one. */
export function* alike<Member>(members: readonly Member[], keyOf: (member: Member) => string | undefined): Generator<undefined, readonly (readonly Member[])[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    if (key !== undefined) {
      const group = groups.get(key);
      if (group) group.push(member);
      else groups.set(key, [member]);
    }
    yield;
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Members that are linked, directly or through others; only groups of more than one. Members and groups keep their order. */
export function* linked<Member>(members: readonly Member[], linksOf: (member: Member) => Iterable<Member>): Generator<undefined, readonly (readonly Member[])[]> {
  const parents = new Map(members.map((member) => [member, member]));
  const rootOf = (member: Member): Member => {
    let root = member;
    for (let parent = parents.get(root) ?? root; parent !== root; parent = parents.get(root) ?? root) {
      // Halves the way for whoever comes next.
      parents.set(root, parents.get(parent) ?? parent);
      root = parent;
    }
    return root;
  };
  for (const member of members) {
    for (const other of linksOf(member)) if (parents.has(other)) parents.set(rootOf(other), rootOf(member));
    yield;
  }
  const groups = new Map<Member, Member[]>();
  for (const member of members) {
    const root = rootOf(member);
    const group = groups.get(root);
    if (group) group.push(member);
    else groups.set(root, [member]);
    yield;
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
