/** Values by key, most keys having one value: that one is kept bare, since an index of thousands of posts has many keys. */
export class Groups<Key, Value extends object> {
  private readonly groups = new Map<Key, Value | Set<Value>>();

  get keys(): Iterable<Key> {
    return this.groups.keys();
  }

  of(key: Key): Iterable<Value> {
    const group = this.groups.get(key);
    return group === undefined ? [] : group instanceof Set ? group : [group];
  }

  add(key: Key, value: Value): void {
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, value);
    else if (group instanceof Set) group.add(value);
    else if (group !== value) this.groups.set(key, new Set([group, value]));
  }

  remove(key: Key, value: Value): void {
    const group = this.groups.get(key);
    if (group === value) this.groups.delete(key);
    if (!(group instanceof Set)) return;
    group.delete(value);
    if (group.size === 0) this.groups.delete(key);
  }
}
