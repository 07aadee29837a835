// The browser floor: what Chrome 87 or Safari 14.1 lack, and how it is found in a built file. The build lowers syntax, not names.

import ts from 'typescript';

export interface Lack {
  readonly name: string;
  /** Versions that have it. */
  readonly since: string;
}

interface Named {
  /** `call`: `x.at(…)`; `name`: a global or a property of this name. */
  readonly as: 'call' | 'name';
  readonly since: string;
}

const SETS = 'Chrome 122, Safari 17';
const COPIES = 'Chrome 110, Safari 16';

/** By the name as it is written. */
export const NAMES: Readonly<Record<string, Named>> = {
  at: { as: 'call', since: 'Chrome 92, Safari 15.4' },
  findLast: { as: 'call', since: 'Chrome 97, Safari 15.4' },
  findLastIndex: { as: 'call', since: 'Chrome 97, Safari 15.4' },
  toSorted: { as: 'call', since: COPIES },
  toReversed: { as: 'call', since: COPIES },
  toSpliced: { as: 'call', since: COPIES },
  hasOwn: { as: 'call', since: 'Chrome 93, Safari 15.4' },
  groupBy: { as: 'call', since: 'Chrome 117, Safari 17.4' },
  fromAsync: { as: 'call', since: 'Chrome 121, Safari 16.4' },
  withResolvers: { as: 'call', since: 'Chrome 119, Safari 17.4' },
  isSubsetOf: { as: 'call', since: SETS },
  isSupersetOf: { as: 'call', since: SETS },
  isDisjointFrom: { as: 'call', since: SETS },
  symmetricDifference: { as: 'call', since: SETS },
  isWellFormed: { as: 'call', since: 'Chrome 111, Safari 16.4' },
  toWellFormed: { as: 'call', since: 'Chrome 111, Safari 16.4' },
  randomUUID: { as: 'call', since: 'Chrome 92, Safari 15.4, and never over plain HTTP' },
  throwIfAborted: { as: 'call', since: 'Chrome 100, Safari 15.4' },
  canParse: { as: 'call', since: 'Chrome 120, Safari 17' },
  supportedValuesOf: { as: 'call', since: 'Chrome 99, Safari 15.4' },
  requestSubmit: { as: 'call', since: 'Chrome 76, Safari 16' },
  showModal: { as: 'call', since: 'Chrome 37, Safari 15.4' },
  showPopover: { as: 'call', since: 'Chrome 114, Safari 17' },
  startViewTransition: { as: 'call', since: 'Chrome 111, Safari 18' },
  checkVisibility: { as: 'call', since: 'Chrome 105, Safari 17.4' },
  structuredClone: { as: 'name', since: 'Chrome 98, Safari 15.4' },
  BroadcastChannel: { as: 'name', since: 'Chrome 54, Safari 15.4' },
  OffscreenCanvas: { as: 'name', since: 'Chrome 69, Safari 16.4' },
  CompressionStream: { as: 'name', since: 'Chrome 80, Safari 16.4' },
  DecompressionStream: { as: 'name', since: 'Chrome 80, Safari 16.4' },
  createImageBitmap: { as: 'name', since: 'Chrome 50, Safari 15' },
  requestIdleCallback: { as: 'name', since: 'Chrome 47, no Safari' },
  submitter: { as: 'name', since: 'Chrome 81, Safari 15.4' },
};

/** Reached through one object: the second name alone is too common. */
const STATICS: readonly (readonly [object: string, name: string, since: string])[] = [
  ['AbortSignal', 'timeout', 'Chrome 103, Safari 16'],
  ['AbortSignal', 'any', 'Chrome 116, Safari 17.4'],
  ['Promise', 'try', 'Chrome 128, Safari 18.2'],
  ['URL', 'parse', 'Chrome 126, Safari 18'],
  ['Iterator', 'from', 'Chrome 122, Safari 18.4'],
  ['navigator', 'locks', 'Chrome 69, Safari 15.4'],
  ['scheduler', 'postTask', 'Chrome 94, no Safari'],
  ['scheduler', 'yield', 'Chrome 129, no Safari'],
];

const CSS: readonly (readonly [pattern: RegExp, name: string, since: string])[] = [
  [/:has\(/, ':has()', 'Chrome 105, Safari 15.4'],
  [/:is\(/, ':is()', 'Chrome 88, Safari 14'],
  [/:where\(/, ':where()', 'Chrome 88, Safari 14'],
  [/\d[dsl]v[hwbi]\b/, 'dvh, svh, lvh', 'Chrome 108, Safari 15.4'],
  [/[;{\s]aspect-ratio\s*:/, 'aspect-ratio', 'Chrome 88, Safari 15'],
  [/@container\b/, '@container', 'Chrome 105, Safari 16'],
  [/@layer\b/, '@layer', 'Chrome 99, Safari 15.4'],
  [/color-mix\(/, 'color-mix()', 'Chrome 111, Safari 16.2'],
  [/\b(?:oklch|oklab|lch|lab)\(/, 'lab and lch colours', 'Chrome 111, Safari 15'],
  [/[;{\s](?:translate|rotate|scale)\s*:/, 'translate, rotate, scale as properties', 'Chrome 104, Safari 14.1'],
  [/@media[^{]*[<>]/, 'ranges in media queries', 'Chrome 104, Safari 16.4'],
  [/overflow(?:-[xy])?\s*:\s*clip\b/, 'overflow: clip', 'Chrome 90, Safari 16'],
  [/[;{\s]accent-color\s*:/, 'accent-color', 'Chrome 93, Safari 15.4'],
  [/@font-face\b/, 'a font of our own', 'nothing: fonts are those of the device'],
];

/** Of packages, exactly as they are built: each asks first, or is never called by us. Anything else of these names is found. */
const EXCUSED: readonly RegExp[] = [
  // Vue: an array it watches has these methods; whoever calls one on it would be found at the call.
  /to(?:Reversed|Sorted|Spliced)\((?:\.\.\.)?\w*\)\{return \w+\(this\)\.to\w+\((?:\.\.\.)?\w*\)\}/g,
  // Vue: taken from the window at the start and used for pages made on a server, which ours are not.
  /\w+\(\)\.requestIdleCallback\b/g,
  // vue-router: asks first, and only for links that want it.
  /`startViewTransition`in document&&document\.startViewTransition\(/g,
  // OpenLayers: asks first whether it runs in a worker, which ours does not; then come canvases and tiles of workers.
  /\w+\?new class extends OffscreenCanvas\{constructor\(\.\.\.\w+\)\{super\(\.\.\.\w+\)/g,
  /\w+\?this\.image_=new OffscreenCanvas\(1,1\):/g,
  /\.blob\(\)\}\)\.then\(\w+=>createImageBitmap\(\w+\)\)/g,
  // OpenLayers: circles and stars of its own; ours are drawn in parts/map/pin-pictures.ts.
  /\.LOADED,null\);\w+\.set\(\w+,null,\w+\),createImageBitmap\(\w+\)\.then\(/g,
  // Zod, on the desk: asks first.
  /typeof URL\.canParse==`function`\?URL\.canParse\(/g,
];

/** What a script uses that the floor lacks, without what is mended by `polyfilled`. */
export function lackingInScript(text: string, polyfilled: ReadonlySet<string>): Lack[] {
  const found = new Map<string, Lack>();
  const add = (name: string, since: string) => void (polyfilled.has(name) || found.set(name, { name, since }));
  const visit = (node: ts.Node): void => {
    lookAtName(node, add);
    lookAtSyntax(node, add);
    ts.forEachChild(node, visit);
  };
  const own = EXCUSED.reduce((rest, pattern) => rest.replace(pattern, ' (0,'), text);
  visit(ts.createSourceFile('built.js', own, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return [...found.values()];
}

export function lackingInStyle(text: string): Lack[] {
  return CSS.filter(([pattern]) => pattern.test(text)).map(([, name, since]) => ({ name, since }));
}

type Add = (name: string, since: string) => void;

function lookAtName(node: ts.Node, add: Add): void {
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.name.text;
    const named = ownName(name);
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
    if (named !== undefined && (named.as === 'name' || isCalled)) add(name, named.since);
    for (const [object, property, since] of STATICS)
      if (name === property && endsWith(node.expression, object)) add(`${object}.${property}`, since);
  } else if (ts.isIdentifier(node) && ownName(node.text)?.as === 'name' && isReference(node))
    add(node.text, ownName(node.text)?.since ?? '');
}

/** `constructor` and its kind are names of every object. */
function ownName(name: string): Named | undefined {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}

/** `AbortSignal` and `globalThis.AbortSignal` alike. */
function endsWith(expression: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(expression)) return expression.text === name;
  return ts.isPropertyAccessExpression(expression) && expression.name.text === name;
}

/** Used as a value, and not as the name of a property or asked for by `typeof`. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeOfExpression(parent)) return false;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isCallExpression(parent) || ts.isNewExpression(parent);
}

const SYNTAX = 'Safari 14.1 cannot read it';

function lookAtSyntax(node: ts.Node, add: Add): void {
  if (ts.isRegularExpressionLiteral(node)) {
    if (/\(\?<[=!]/.test(node.text)) add('look-behind in a pattern', 'Chrome 62, Safari 16.4');
    if (/\/[a-z]*[dv][a-z]*$/.test(node.text)) add('flag d or v of a pattern', 'Chrome 90 and 112, Safari 15 and 17');
  } else if (ts.isClassStaticBlockDeclaration(node)) add('static block of a class', 'Chrome 94, Safari 16.4');
  else if (ts.isMethodDeclaration(node) && ts.isPrivateIdentifier(node.name)) add('private method', SYNTAX);
  else if (ts.isPrivateIdentifier(node) && ts.isBinaryExpression(node.parent)) add('#x in y', 'Chrome 91, Safari 15');
  else if (ts.isAwaitExpression(node) && isTopLevel(node)) add('await outside a function', 'Chrome 89, Safari 15');
}

function isTopLevel(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (ts.isFunctionLike(at)) return false;
  return true;
}

/** Names that `parts/polyfills.ts` defines: read from its text, so that the list cannot promise more than is there. */
export function polyfilledNames(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/define\(\s*[\w.]+,\s*'(\w+)'/g), ([, name]) => name ?? ''));
}
