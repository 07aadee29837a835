// What each paper says, as plain data: built once on the server, then drawn by page, PDF, Word and workbook alike.

import { z } from 'zod';

import { TERM_KEYS } from '#shared/words/terms.ts';

import { LIST_KINDS } from './rules.ts';

export const Call = z.strictObject({ name: z.string(), phone: z.string() });
/** Leads the same way on page and in PDF: both draw the code from this address. */
const Address = z.string().describe('what the QR code says');

const LogoOnPaper = z.string().nullable().describe('a PNG as data: address; null: the district has none');

export const CodeSigns = z.strictObject({
  signs: z.array(z.strictObject({ code: z.string(), place: z.string(), about: z.string(), address: Address })),
  domain: z.string().describe('printed in words, so that a false sticker is noticed'),
  logo: LogoOnPaper,
  isDemo: z.boolean(),
});
export type CodeSigns = z.output<typeof CodeSigns>;

const BoardMap = z.strictObject({
  width: z.number().describe('millimetres'),
  height: z.number(),
  shapes: z.array(
    z.strictObject({
      kind: z.enum(['neighbour', 'grid', 'microGrid', 'building', 'border']),
      path: z.string().describe('as in SVG, millimetres from the upper left corner'),
    }),
  ),
  labels: z.array(
    z.strictObject({
      kind: z.enum(['neighbour', 'compound', 'building']),
      text: z.string(),
      x: z.number().describe('the middle of the line'),
      y: z.number(),
      size: z.number().describe('height of a Han character'),
    }),
  ),
  scale: z.strictObject({ metres: z.number(), length: z.number() }),
  unnamed: z.number().describe('buildings whose name found no room'),
});

/** The paper's own words are said in these; on it stands what the district calls it. */
const PaperTerms = z.partialRecord(z.enum(TERM_KEYS), z.string());

export const GridBoard = z.strictObject({
  logo: LogoOnPaper,
  terms: PaperTerms,
  gridId: z.string(),
  gridName: z.string(),
  code: z.string(),
  levelName: z.string().describe('what this kind of grid is called here'),
  areas: z.array(z.string()).describe('street, then community'),
  map: BoardMap,
  rows: z.array(
    z.strictObject({
      title: z.string(),
      people: z.array(
        z.strictObject({
          name: z.string(),
          phone: z.string().nullable().describe('only a number its owner has released for residents'),
        }),
      ),
      unnamed: z.number().describe('who serve here and did not agree to be named'),
    }),
  ),
  qr: z
    .strictObject({ address: Address, code: z.string(), place: z.string() })
    .nullable()
    .describe('of a place of the grid; null: no place of it has a code in use'),
  dutyPhone: Call.nullable(),
  complaintPhone: Call.nullable().describe('one level above the community: nobody decides about himself'),
  emergency: z.array(Call),
  issuedBy: z.string(),
  issuedOn: z.string().describe('the day this states'),
  domain: z.string(),
  isDemo: z.boolean(),
});
export type GridBoard = z.output<typeof GridBoard>;

export const OrderSheet = z.strictObject({
  terms: PaperTerms,
  kind: z.enum(['order', 'directive']),
  number: z.string().describe('grouped as it is spoken'),
  issuer: z.string(),
  organisation: z.string(),
  role: z.string(),
  isUrgent: z.boolean(),
  secrecy: z.string().nullable().describe('the mark on the sheet; null for an open matter'),
  matter: z.string().describe('without phones, names and doors; of a restricted matter that it is not told on paper'),
  place: z.string().nullable(),
  className: z.string().nullable(),
  issuedAt: z.string().describe('as the wall clock of the district shows it'),
  dueAt: z.string(),
  limit: z.string().nullable(),
  basis: z.string().nullable().describe('the clause of the catalogue'),
  closingCondition: z.string().nullable(),
  instruction: z.string().nullable(),
  sendBackUntil: z.string(),
  call: z.array(Call),
  qr: z
    .strictObject({ address: Address, leadsTo: z.enum(['orderLink', 'desk']) })
    .nullable()
    .describe('null without a public address'),
  directive: z
    .strictObject({
      number: z.string(),
      from: z.string(),
      words: z.string(),
      issuedAt: z.string(),
      replyUntil: z.string(),
    })
    .nullable(),
  printedAt: z.string(),
  isDemo: z.boolean(),
});
export type OrderSheet = z.output<typeof OrderSheet>;

export const CardSheet = z.strictObject({
  cards: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      initial: z.string().describe('stands where others have a portrait: there are none here'),
      title: z.string(),
      organisation: z.string(),
      place: z.string(),
      validUntil: z.string(),
      address: z.string().describe('what the QR code says: the verification page'),
      call: Call.nullable(),
    }),
  ),
  domain: z.string(),
  isDemo: z.boolean(),
});
export type CardSheet = z.output<typeof CardSheet>;

const Count = z.int();

export const FiguresView = z.strictObject({
  received: Count,
  filed: Count,
  refused: Count,
  closed: Count,
  overdue: Count,
  returned: Count,
  answered: Count,
  solved: Count,
  unrated: Count,
});

export const Block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('title'), text: z.string() }),
  z.strictObject({ kind: z.literal('subtitle'), text: z.string() }),
  z.strictObject({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.strictObject({ kind: z.literal('paragraph'), text: z.string() }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(z.strictObject({ title: z.string(), width: z.number(), isFigure: z.boolean() })),
    rows: z.array(z.array(z.string())),
  }),
  z.strictObject({ kind: z.literal('signature'), lines: z.array(z.string()) }),
]);
export type Block = z.output<typeof Block>;

/** A document in the order of an official paper (公文): what page, PDF and Word draw. */
export const BlockPaper = z.strictObject({
  on: z.string(),
  title: z.string(),
  takenAt: z.string().describe('when the rows were read; the open ones are as of then'),
  blocks: z.array(Block),
  isDemo: z.boolean(),
});
export type BlockPaper = z.output<typeof BlockPaper>;

export const ListPaper = BlockPaper.extend({ kind: z.enum(LIST_KINDS), figures: FiguresView });
export type ListPaper = z.output<typeof ListPaper>;
