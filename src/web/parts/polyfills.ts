// What our bundles use and the browser floor (Chrome 87, Safari 14.1) lacks. `npm run check` reads the bundles for more.

type Indexed = { readonly length: number; readonly [index: number]: unknown };

function at(this: Indexed, index: number): unknown {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

function define(target: object, name: string, value: unknown): void {
  if (name in target) return;
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

for (const { prototype } of [Array, String]) define(prototype, 'at', at);
define(Object, 'hasOwn', (target: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(target, name));
define(Array.prototype, 'findLast', function (this: unknown[], matches: (value: unknown) => boolean) {
  return [...this].reverse().find(matches);
});
