// What crosses the wire at an order link (工单链接): a code to the duty phone, then one order on one device.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';

const Link = z.string().trim().min(20).max(100).describe("the link's token, from its address after /o/");

export const sendOrderCode = endpoint({
  method: 'POST',
  path: '/order-link-codes',
  admission: 'public',
  summary: "Send a one-time code to the organisation's duty phone",
  input: z.strictObject({ link: Link }),
  output: z.object({ isSent: z.literal(true) }),
  status: 202,
});

export const openOrderLink = endpoint({
  method: 'POST',
  path: '/order-link-openings',
  admission: 'public',
  summary: 'Open the order on this device with the code; then send `Authorization: Link` and `x-gezhi-device`',
  input: z.strictObject({ link: Link, code: z.string().trim().min(6).max(12) }),
  output: z.object({ device: z.string() }),
});
