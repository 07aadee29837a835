// The story of a drain that three times nobody would have: sent back, settled by the district, and kept as a dispatch rule.

import type { StoryPlan } from './stories.ts';
import { atDesk, CAO, ZHOU, LIN, LU, GUO, QIU } from './story-steps.ts';

export const RETURNED: StoryPlan = {
  key: 'returned',
  gridName: '旧港第 3 网格',
  title: { zh: '雨水沟：退回三次，区里裁定', en: 'The drain: sent back three times, then settled' },
  about: {
    zh: '物业说在红线外，养护所说在小区里，物业又说台账上没有。第三次退回开出裁定，由区值班长定下归谁，存成派单规则，下次不再重争。',
    en: 'The firm says it lies outside, the road office says it lies inside, the firm says it stands in no register. The third application is settled by the district and kept as a rule.',
  },
  shows: [
    { zh: '退回要写依据，按单位种类分', en: 'a send-back names its basis, by kind of organisation' },
    { zh: '第三次退回由区里裁定', en: 'the third is settled by the district' },
    { zh: '裁定存成派单规则', en: 'the decision is kept as a dispatch rule' },
  ],
  steps: [
    {
      who: LIN,
      address: '/desk/report',
      task: {
        zh: '代录：渠道电话；哪里选船坞新村 3 栋门前',
        en: 'Write it down: by phone; place 船坞新村 3 栋门前',
      },
      words: '雨水沟堵了，一下雨就淹到车库口，上个月就说过了',
      see: { zh: '编号和查询码', en: 'A number and a code' },
      done: { verb: 'report' },
    },
    atDesk(
      LIN,
      ['file', 1],
      { zh: '点“立案”，类别选雨水口堵塞', en: 'Press 立案 (file), class 雨水口堵塞' },
      { zh: '立案以后才派得出去', en: 'Only what is filed can be dispatched' },
    ),
    atDesk(
      LIN,
      ['dispatch', 1],
      { zh: '点“派给单位”，选船坞新村物业服务处', en: 'Dispatch to 船坞新村物业服务处' },
      { zh: '时限从派出时开始走', en: 'The clock runs from dispatch' },
    ),
    atDesk(
      CAO,
      ['sendBack', 1],
      {
        zh: '点“申请退回”，理由选属地不符，依据选确权、养护台账',
        en: 'Press 申请退回, reason 属地不符, basis 确权、养护台账',
      },
      { zh: '是申请；审定前时限还在走', en: 'It is asked for; the clock goes on' },
      '沟在小区红线外，见物业合同附图',
    ),
    atDesk(
      LU,
      ['approveSendBack', 1],
      { zh: '点“同意退回”', en: 'Press 同意退回 (approve)' },
      { zh: '属地的事街道值班长就能定', en: 'Of territory the duty chief of the street decides' },
    ),
    atDesk(
      LIN,
      ['dispatch', 2],
      { zh: '再点“派给单位”，选市政养护所', en: 'Dispatch to 市政养护所' },
      { zh: '第二家有自己完整的时限', en: 'The second one has a full limit of its own' },
    ),
    atDesk(
      QIU,
      ['sendBack', 2],
      { zh: '点“申请退回”，理由选职责不符，依据选权责清单', en: 'Press 申请退回, reason 职责不符, basis 权责清单' },
      { zh: '职责的事要到区里定', en: 'Of duty the district decides' },
      '小区内部雨水沟不在权责清单里',
    ),
    atDesk(
      GUO,
      ['approveSendBack', 2],
      { zh: '点“同意退回”', en: 'Press 同意退回 (approve)' },
      { zh: '街道值班长没有这个按钮', en: 'The chief of the street does not have this button' },
    ),
    atDesk(
      LIN,
      ['dispatch', 3],
      { zh: '又点“派给单位”，选船坞新村物业服务处', en: 'Dispatch to 船坞新村物业服务处 once more' },
      { zh: '事件页上“退回经过”写着前两次', en: 'The page tells of the first two returns' },
    ),
    atDesk(
      CAO,
      ['sendBack', 3],
      { zh: '点“申请退回”，理由选权属不清', en: 'Press 申请退回, reason 权属不清 (ownership unclear)' },
      {
        zh: '第三次：谁也不能再单独审，等区里裁定',
        en: 'The third time: nobody decides it alone; the district settles it',
      },
      '移交台账上没有这条沟',
    ),
    {
      who: GUO,
      address: '/desk/arbitrations/{case}',
      task: {
        zh: '看三次的依据和系统按规则提出的单位，裁定归市政养护所；再点“存成派单规则”',
        en: 'Read the three bases and whom the rules name, settle it on 市政养护所; then keep it as a dispatch rule',
      },
      words: '雨水口归市政养护所：部件权属台账·公用设施 12',
      see: {
        zh: '居民读到“区里已确定由市政养护所办理”；养护所不能再以职责退回',
        en: 'The resident reads who does it; the road office cannot send it back for duty again',
      },
      done: { verb: 'arbitrate' },
    },
    atDesk(
      QIU,
      ['feedback', 1],
      { zh: '签收，办完点“办好了”', en: 'Sign, then report back as done' },
      { zh: '时限从裁定时起，前面耽误的不算它的', en: 'Its limit runs from the decision' },
      '清出两袋淤泥，放水试过通了',
    ),
    {
      who: ZHOU,
      address: '/work/cases/{case}',
      task: { zh: '到现场看一看，点“解决了”', en: 'Look on site and press 解决了 (solved)' },
      see: { zh: '每一家用了多少时间分开记', en: 'Minutes are kept by organisation' },
      done: { verb: 'verify' },
    },
    atDesk(
      LIN,
      ['close', 1],
      { zh: '点“结案”', en: 'Press 结案 (close)' },
      { zh: '下次同一类的事，先建议派给市政养护所', en: 'The next one of the class is proposed to go to 市政养护所' },
    ),
  ],
};
