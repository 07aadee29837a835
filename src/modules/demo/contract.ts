// What crosses the wire in demo districts only: the stories to play, how far one is, the messages of the demo's phones.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant, SentInstant } from '#shared/wire.ts';

const Both = z.object({ zh: z.string(), en: z.string() });
const StoryKey = z.string().regex(/^[a-z]{2,20}$/);

export const StoryStep = z.object({
  key: z.string(),
  who: z.object({
    signInName: z.string().nullable().describe('null: a resident, or the phone of a crew; nobody signs in'),
    name: Both,
  }),
  address: z.string().describe('below /{district}; {case}, {number} and {link} are filled in from how far it is'),
  task: Both,
  words: z.string().nullable().describe('what to type or say'),
  picture: z.string().nullable().describe('a schematic picture to take along, at /demo-pictures/{name}'),
  see: Both,
  matter: z.int().describe('which matter of the story: 0 is the first'),
  done: z.object({ verb: z.string(), times: z.int(), to: z.string().nullable() }),
});

export const Story = z.object({
  key: StoryKey,
  title: Both,
  about: Both,
  shows: z.array(Both),
  steps: z.array(StoryStep),
});

export const listStories = endpoint({
  method: 'GET',
  path: '/stories',
  admission: 'public',
  summary: '演示剧本 The stories of a demo district, step by step; an empty list elsewhere',
  output: z.object({ stories: z.array(Story) }),
});

export const getStoryProgress = endpoint({
  method: 'GET',
  path: '/stories/:key/progress',
  admission: 'public',
  summary: 'The matters of a story reported since it was begun, with what has happened to them; demo districts only',
  params: z.strictObject({ key: StoryKey }),
  query: z.strictObject({
    since: SentInstant,
    own: z
      .string()
      .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,9}$/)
      .optional()
      .describe('ids of matters this player has reported, joined by commas: they are told whoever else plays'),
  }),
  output: z.object({
    matters: z.array(
      z.object({
        id: Id,
        number: z.string(),
        moves: z.array(z.object({ verb: z.string(), to: z.string(), at: Instant })),
      }),
    ),
  }),
});

export const listDemoMessages = endpoint({
  method: 'GET',
  path: '/demo-messages',
  admission: 'public',
  summary: "演示手机 Messages to the organisations' duty phones that were printed and not sent; demo districts only",
  output: z.object({
    messages: z.array(z.object({ organisation: z.string(), phoneTail: z.string(), words: z.string() })),
  }),
});

export const getDemoPicture = endpoint({
  method: 'GET',
  path: '/demo-pictures/:name',
  admission: 'public',
  summary: 'A schematic picture marked 演示图片, to be sent in a story; demo districts only',
  params: z.strictObject({ name: z.string().regex(/^[a-z]{2,20}[23]?-(before|after)$/) }),
});
