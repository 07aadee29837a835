// The story of a rating: solved and yet rated as bad; the firm may say once how it came, and nothing of the rating changes.

import type { StoryPlan } from './stories.ts';
import { asProperty, CAO, checks, DESK_CASE, THIRD, WORKER_CASE, ZHOU } from './story-steps.ts';

export const RATED: StoryPlan = {
  key: 'rated',
  gridName: THIRD,
  title: { zh: '垃圾桶：解决了，态度不满意，单位回应', en: 'The bins: solved, rated as bad, and answered' },
  about: {
    zh: '垃圾三天没清，物业当天清了，居民评：解决了，态度不满意。物业可以回应一次，说清楚为什么；评价一个字不改，也不因为回应不算数。',
    en: 'The bins were not emptied for three days; the firm empties them at once, and the resident rates: solved, manner bad. The firm may answer once and say how it came; the rating stays as it is and counts as before.',
  },
  shows: [
    { zh: '解决和态度分开评', en: 'solved and manner are rated apart' },
    { zh: '单位回应一次，和评价并排', en: 'one answer, beside the rating' },
    { zh: '没评价的不算满意', en: 'no default satisfaction' },
  ],
  steps: [
    {
      who: 'resident',
      address: '/q/{code:船坞新村 3 栋门前}',
      task: { zh: '写一句话，提交', en: 'Write one sentence and send' },
      words: '3栋门口的垃圾桶三天没清了，招苍蝇',
      see: { zh: '编号和查询码', en: 'A number and a code' },
      done: { verb: 'report' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: {
        zh: '直派船坞新村物业服务处，类别选小区垃圾清运不及时',
        en: 'Dispatch directly to 船坞新村物业服务处, class 小区垃圾清运不及时 (bins not emptied)',
      },
      see: { zh: '居民读到：已交给船坞新村物业服务处办理', en: 'The resident reads who has it' },
      done: { verb: 'dispatchDirect' },
    },
    asProperty('已清运，桶已冲洗', 1),
    checks(ZHOU),
    {
      who: 'resident',
      address: '/c/{link}',
      task: { zh: '点“解决了”，态度选“不满意”', en: 'Press 解决了 (solved) and rate the manner 不好 (bad)' },
      see: {
        zh: '解决率里算解决，满意率里算不满意：两个数，不混成一个',
        en: 'It counts as solved, and as not satisfied: two figures, never one',
      },
      done: { verb: 'evaluate' },
    },
    {
      who: CAO,
      address: DESK_CASE,
      task: { zh: '点“回应评价”，写一句话', en: 'Press 回应评价 (answer the rating) and write a sentence' },
      words: '清运车坏了三天没贴通知，是我们不对；以后停运当天贴出来',
      see: {
        zh: '回应和评价并排；居民打开自己的链接读得到。只能回应一次，评价照原样算',
        en: 'The answer stands beside the rating, and the resident reads it by the own link. Once only; the rating counts as it is',
      },
      done: { verb: 'answerRating' },
    },
  ],
};
