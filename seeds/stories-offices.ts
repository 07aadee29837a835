// Four stories that go through offices: sent back once, not settled in the grid, told in confidence, told three times.

import type { Step, StoryPlan, Who } from './stories.ts';
import { CAO, DESK_CASE, JI, KE, LIN, LU, LUO, QIU, THIRD, WORKER_CASE, ZHOU } from './story-steps.ts';

const DOOR = '/q/{code:船坞新村 3 栋门前}';

const atDesk = (who: Who, verb: string, zh: string, en: string, see: Step['see'], more: Partial<Step> = {}): Step => ({
  who,
  address: DESK_CASE,
  task: { zh, en },
  see,
  done: { verb },
  ...more,
});

const upToTheCommunity: Step = {
  who: ZHOU,
  address: WORKER_CASE,
  task: { zh: '点“上报上一级”，选“超出权限”', en: 'Press 上报上一级 (report up), 超出权限 (beyond my reach)' },
  words: '现场看过，属实，要动公共设施',
  see: { zh: '现在由社区接着办，网格的意见跟着走', en: 'The community holds it now; the opinion goes along' },
  done: { verb: 'escalate' },
};

const upToTheStreet = (words: string): Step =>
  atDesk(
    LUO,
    'escalate',
    '点“上报上一级”，选“超出权限”',
    'Press 上报上一级, 超出权限 (beyond my reach)',
    { zh: '现在由街道接着办', en: 'The street holds it now' },
    { words, done: { verb: 'escalate', times: 2 } },
  );

export const MANHOLE: StoryPlan = {
  key: 'manhole',
  gridName: THIRD,
  title: { zh: '井盖：退回一次再修好', en: 'The manhole: sent back once, then mended' },
  about: {
    zh: '先派给物业，物业说在红线外，申请退回，值班长同意；改派市政养护所，养护所有自己完整的时限。',
    en: 'First the property firm is asked; it says the cover lies outside its land and asks to send it back; the duty chief agrees. The next one gets a full limit of its own.',
  },
  shows: [
    { zh: '退回是申请，要有理由和人批', en: 'sending back is asked for, with a reason, and decided' },
    { zh: '第二家单位时限从头算', en: 'the second organisation has a fresh clock' },
    { zh: '核查的人不是办理的人', en: 'whoever checks is not who handled' },
  ],
  steps: [
    {
      who: 'resident',
      address: DOOR,
      task: { zh: '写一句话，提交', en: 'Write one sentence and send' },
      words: '3栋门口井盖响，车一过就哐当，孩子睡不着',
      picture: 'manhole-before',
      see: { zh: '编号和查询码', en: 'A number and a code' },
      done: { verb: 'report' },
    },
    upToTheCommunity,
    upToTheStreet('小区门口井盖，权属要街道定'),
    atDesk(LIN, 'file', '点“立案”，类别选井盖松动、缺损', 'Press 立案 (file), class 井盖松动、缺损', {
      zh: '立案以后才派得出去',
      en: 'Only what is filed can be dispatched',
    }),
    atDesk(LIN, 'dispatch', '点“派给单位”，选船坞新村物业服务处', 'Dispatch to 船坞新村物业服务处', {
      zh: '时限从派出时开始走，不管签不签收',
      en: 'The clock runs from dispatch, signed or not',
    }),
    atDesk(
      CAO,
      'sendBack',
      '点“申请退回”，理由选属地不符',
      'Press 申请退回 (ask to send back), reason 属地不符',
      {
        zh: '是申请，不是一退了之；审定前时限还在走',
        en: 'It is asked for, not thrown back; the clock goes on until it is decided',
      },
      { words: '井盖在小区红线外，属市政' },
    ),
    atDesk(LU, 'approveSendBack', '点“同意退回”', 'Press 同意退回 (approve)', {
      zh: '物业的时限停了，经过里写着谁同意的',
      en: 'The clock of the firm stops; the history says who agreed',
    }),
    atDesk(
      LIN,
      'dispatch',
      '再点“派给单位”，选市政养护所',
      'Dispatch to 市政养护所',
      { zh: '第二家有自己完整的时限，不接前面用掉的时间', en: 'The second one has a full limit of its own' },
      { done: { verb: 'dispatch', times: 2 } },
    ),
    atDesk(
      QIU,
      'feedback',
      '签收，办完点“办好了”',
      'Sign, then report back as done',
      { zh: '看不到是谁反映的', en: 'Who reported is nowhere to be seen' },
      { words: '换防响胶圈，过车试过不响', picture: 'manhole-after' },
    ),
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: { zh: '到现场看一看，点“解决了”', en: 'Look on site and press 解决了 (solved)' },
      see: { zh: '时间分两边记：我方多少，单位多少', en: 'Minutes are kept by account: ours and theirs' },
      done: { verb: 'verify' },
    },
    atDesk(LIN, 'close', '点“结案”', 'Press 结案 (close)', {
      zh: '两次派遣、一次退回都在经过里',
      en: 'Both orders and the return are in the history',
    }),
  ],
};

export const NOISE: StoryPlan = {
  key: 'noise',
  gridName: THIRD,
  title: { zh: '楼上敲地板：网格没办成', en: 'The noise: not settled in the grid' },
  about: {
    zh: '电话打到社区。网格劝过不听，社区劝过不听，街道交综治中心，签了协议，回访员再打一个电话。',
    en: 'A call to the community. The grid tries, the community tries; the street hands it to its mediation centre, an agreement is signed, and somebody calls back.',
  },
  shows: [
    { zh: '代录：念一遍，给来电人编号', en: 'written down for a caller, read back, with a number' },
    { zh: '一级一级上去，前面怎么劝的都在', en: 'level by level, with every attempt kept' },
    { zh: '纠纷不要求拍照', en: 'no picture is asked for in a quarrel' },
    { zh: '回访', en: 'the call back' },
  ],
  steps: [
    {
      who: LUO,
      address: '/desk/report',
      task: {
        zh: '代录：渠道电话；哪里选船坞新村 7 栋；留来电人电话',
        en: 'Write it down: by phone; place 船坞新村 7 栋; with the caller’s number',
      },
      words: '楼上又在敲，天天晚上十一点，我心脏不好的呀',
      see: { zh: '有要念给来电人听的话，和编号、查询码', en: 'What to read back, a number and a code' },
      done: { verb: 'report' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: {
        zh: '上门劝过，点“上报上一级”，选“已劝说”',
        en: 'After a visit press 上报上一级, 已劝说 (tried to persuade)',
      },
      words: '上门两次，楼上说是水管响',
      see: { zh: '网格办不了不丢人，写清楚就行', en: 'Not being able to settle it is no shame; it is written down' },
      done: { verb: 'escalate' },
    },
    upToTheStreet('社区调解一次，没谈拢'),
    atDesk(LIN, 'file', '点“立案”，类别选邻里纠纷', 'Press 立案 (file), class 邻里纠纷', {
      zh: '前面两次怎么劝的，都在经过里',
      en: 'Both attempts are in the history',
    }),
    atDesk(LIN, 'dispatch', '点“派给单位”，选旧港街道综治中心', 'Dispatch to 旧港街道综治中心', {
      zh: '综治中心没有账号，值班电话收到工单链接',
      en: 'The centre has no account: its duty phone gets the order link',
    }),
    {
      who: 'dutyPhone',
      address: '/stories/phone',
      task: {
        zh: '点最近一条“新工单”短信里的链接，发验证码，填进去；签收，办完点“办好了”，凭当事人确认',
        en: 'Open the newest link, ask for the code, type it in; sign, then done, confirmed by those concerned',
      },
      words: '两家坐下谈开，装减震垫，十点后不搬东西，双方签字',
      see: { zh: '不用拍照', en: 'No picture is asked for' },
      done: { verb: 'feedback' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: { zh: '隔两天问问，点“解决了”', en: 'Ask two days later and press 解决了' },
      see: { zh: '可以先拨演示时钟，看时限怎么走', en: 'Move the demo clock first, and see the limits run' },
      done: { verb: 'verify' },
    },
    atDesk(LIN, 'close', '点“结案”', 'Press 结案 (close)', {
      zh: '记在街道办结，不算网格的',
      en: 'Counted for the street, not for the grid',
    }),
    atDesk(JI, 'contactReporter', '点“联系反映人”，选打电话、联系上', 'Contact the reporter: by phone, reached', {
      zh: '回访也是一步，有时间、有结果',
      en: 'The call back is a step with time and outcome',
    }),
  ],
};

export const SMOKE: StoryPlan = {
  key: 'smoke',
  gridName: '旧港第 5 网格',
  title: { zh: '油烟举报：不让人知道是谁', en: 'The smoke: nobody learns who told' },
  about: {
    zh: '来电人要求保密。城管看得到要查什么，看不到是谁说的；地图、列表、导出、打印里都没有反映人。',
    en: 'The caller asks for secrecy. The inspectors see what to look at, never who said it: not on the map, in lists, exports or prints.',
  },
  shows: [
    { zh: '保密', en: 'confidentiality' },
    { zh: '凭文书核查，不去现场拍照', en: 'checked by the document, not by pictures' },
    { zh: '谁打开过反映人信息，记着账', en: 'whoever opens the reporter’s data is noted' },
  ],
  steps: [
    {
      who: LIN,
      address: '/desk/report',
      task: {
        zh: '代录：渠道电话；哪里选缆绳巷菜场；性质选举报；勾上要求特别保密',
        en: 'Write it down: by phone; place 缆绳巷菜场; kind 举报 (tip-off); tick 要求保密 (secrecy)',
      },
      words: '来电人称某店油烟直排，对着居民窗户，要求保密',
      see: { zh: '编号和查询码；标着保密', en: 'A number and a code; marked confidential' },
      done: { verb: 'report' },
    },
    atDesk(LIN, 'file', '点“立案”，类别选餐饮油烟扰民', 'Press 立案 (file), class 餐饮油烟扰民', {
      zh: '网格员和社区看不到这一件',
      en: 'Grid workers and the community do not see it',
    }),
    atDesk(LIN, 'dispatch', '点“派给单位”，选旧港街道城管一中队', 'Dispatch to 旧港街道城管一中队', {
      zh: '单位只收到要办的事',
      en: 'The organisation receives what to do and no more',
    }),
    atDesk(
      KE,
      'feedback',
      '签收，办完点“办好了”，凭文书',
      'Sign, then report back as done, by the document',
      { zh: '找一找：哪里都没有反映人', en: 'Look for the reporter: there is none' },
      { words: '现场检查，净化器未开，责令整改，复查达标' },
    ),
    atDesk(LIN, 'verify', '点“核查”，凭检查文书选“解决了”', 'Check by the document: 解决了 (solved)', {
      zh: '不派人到店门口去问',
      en: 'Nobody is sent to ask at the door',
    }),
    atDesk(LIN, 'close', '点“结案”', 'Press 结案 (close)', {
      zh: '反映人查得到结果，别人查不到反映人',
      en: 'The reporter can see the result; nobody can see the reporter',
    }),
  ],
};

const SECOND = 1;
const ANOTHER = 2;
export const DUPLICATE: StoryPlan = {
  key: 'duplicate',
  gridName: THIRD,
  title: { zh: '三个人说：并成一件，又拆出一件', en: 'Told three times: joined, and one taken out again' },
  about: {
    zh: '三位居民扫同一个码。社区把三件并成一件，发现第三件说的是另一个井盖，撤回来单独办。',
    en: 'Three residents scan the same code. The community joins the three, then finds that the third means another cover and takes it out again.',
  },
  shows: [
    { zh: '一件事可以有几个人反映', en: 'one matter, several voices' },
    { zh: '并案可以撤回，什么都不会丢', en: 'a merge can be undone and loses nothing' },
  ],
  steps: [
    {
      who: 'resident',
      address: DOOR,
      task: { zh: '第一个人：写一句话，提交', en: 'The first: write one sentence and send' },
      words: '门口井盖松了，踩上去一晃一晃',
      see: { zh: '编号和查询码', en: 'A number and a code' },
      done: { verb: 'report' },
    },
    {
      who: 'resident',
      address: DOOR,
      task: {
        zh: '第二个人：再报一次；页面提示附近有相似的事，这里先不跟进',
        en: 'The second: report again; the page offers what is alike nearby, leave it',
      },
      words: '三栋门口井盖响，谁管一下',
      see: { zh: '同一件事有两个编号，都查得到', en: 'Two numbers for one matter, both can be looked up' },
      done: { verb: 'report' },
      matter: SECOND,
    },
    {
      who: 'resident',
      address: DOOR,
      task: { zh: '第三个人：也报一次', en: 'The third reports as well' },
      words: '井盖缺了个角，是靠车棚那个',
      see: { zh: '看着像同一件，其实不是', en: 'It looks alike and is not' },
      done: { verb: 'report' },
      matter: ANOTHER,
    },
    atDesk(
      LUO,
      'merge',
      '在第二件上点“并案”，选第一件',
      'On the second press 并案 (merge) and choose the first',
      { zh: '两位反映人都会收到进展', en: 'Both reporters hear how it goes on' },
      { matter: SECOND },
    ),
    atDesk(
      LUO,
      'merge',
      '在第三件上也点“并案”，选第一件',
      'On the third press 并案 too and choose the first',
      { zh: '一件事，三个声音', en: 'One matter, three voices' },
      { matter: ANOTHER },
    ),
    atDesk(
      LUO,
      'unmerge',
      '在第三件上点“拆回”',
      'On the third press 拆回 (undo the merge)',
      { zh: '第三件回到自己的编号，接着单独办', en: 'The third has its own number again and goes its own way' },
      { matter: ANOTHER },
    ),
  ],
};
