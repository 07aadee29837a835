// What people of 旧港 said at the counter, on the phone and in the neighbourhood's chat groups, written down by whoever listened.

import type { Voice } from './voice.ts';

// prettier-ignore
export const ON_THE_PHONE: readonly Voice[] = [
  ['缆绳巷 27 号', 'blocked-drain', 'returned', '雨水沟堵了，一下雨就淹到门槛，上个月就说过了，你们到底有没有记', { rain: true, leavesPhone: true }],
  ['望澜苑 11 栋', 'domestic-violence', 'restricted', '楼上女的在喊救命，男的摔东西，不是第一次了，别说是我', { leavesPhone: true, wantsSecrecy: true, said: '派出所出了告诫书，妇联上门' }],
  ['缆绳巷菜场', 'kitchen-smoke', 'tipOff', '来电人称某店油烟直排，对着居民窗户，要求保密', { wantsSecrecy: true, leavesPhone: true, said: '现场检查，净化器未开，责令整改，复查达标' }],
  ['船坞新村 7 栋', 'neighbour-quarrel', 'communityTalks', '喂，我是那个，七栋的，楼上又在敲，天天晚上十一点，我心脏不好的呀', { leavesPhone: true }],
  ['船坞新村 6 栋', 'elder-care', 'cared', '电话里讲，隔壁婆婆两天没出门了，敲门没人应', { leavesPhone: true }],
  ['三圣里 3 号', 'water-supply', 'direct', '没得水了没得水了，饭都煮不成，三圣里都没得', { leavesPhone: true }],
  ['锚链巷 4 号院 4 栋', 'lift-failure', 'refused', '要求装电梯，政府出钱，一楼不同意就不要管他', { referral: 'hotline', opinion: '加装电梯须业主协商，先给政策单' }],
  ['望澜苑 6 栋', 'lift-failure', 'direct', '电梯里关了人！就是我！在6楼和7楼中间', { leavesPhone: true, rating: [true, 'good', '十二分钟放出来的'] }],
  ['望澜苑 10 栋', 'property-service', 'community', '停车费收两份，业主一份访客一份，我女儿回来也收，说不通', { leavesPhone: true }],
  ['棉纺厂宿舍 3 栋', 'elder-care', 'cared', '棉纺厂退休的，低保本子丢了，走不动路，问能不能上门补', { leavesPhone: true }],
  ['棉纺厂宿舍 6 栋', 'power-failure', 'direct', '半个楼停电，冰箱里的肉要坏了，电费我交了的', { leavesPhone: true, key: 'half dark' }],
  ['渔汛路 22 号院 3 栋', 'pipe-burst', 'direct', '水柱冲起一人高！你们快点来！', { leavesPhone: true, picture: 'pipe', key: 'fountain' }],
  ['桅灯里 4 号', 'rental-quarrel', 'communityTalks', '房东要我三天搬走，合同到明年的，押金也不说退', { leavesPhone: true, said: '房东同意住到期满，签了字' }],
  ['桅灯里 29 号', 'fire-hazard', 'direct', '隔壁二楼隔了七八间，门口煤气罐排一排，我睡觉都不踏实', { leavesPhone: true }],
  ['水文站宿舍 1 栋', 'exposed-waste', 'onSpot', '后墙根倒的垃圾，都是外面人晚上来倒的', { leavesPhone: true }],
  ['澜岸公寓 B 座', 'site-noise', 'tipOff', '工地夜里两点还倒混凝土，我是上早班的，不要讲是我打的', { wantsSecrecy: true, leavesPhone: true }],
  ['港务宿舍 2 栋', 'stairway-light', 'directLate', '红砖楼二单元，灯坏了，跟物业讲了一个礼拜', { leavesPhone: true }],
  ['搪瓷厂宿舍 5 栋', 'illegal-building', 'street', '楼顶有人搭铁皮棚，下雨咚咚咚像放炮，你们不管就要打起来了', { leavesPhone: true }],
  ['灯塔路 9 号院 1 栋', 'green-upkeep', 'community', '院里那棵泡桐，根拱得地砖起来，绊倒过人的', { leavesPhone: true }],
  ['盐仓街 15 号', 'parking-disorder', 'onSpot', '运货的车天天停我店门口，人都进不来', { leavesPhone: true }],
  ['船坞新村 2 栋', 'enquiry', 'answered', '高龄津贴几时发，上个月就没看到', { leavesPhone: true, said: '查了，卡号换过没登记，补登后下月一起发' }],
  ['船坞新村 21 栋', 'problem', 'withdrawn', '楼上漏水，天花板湿一块', { leavesPhone: true, said: '楼上已经赔了三百，不麻烦你们了' }],
  ['船坞新村 1 栋', 'problem', 'objected', '门口公交站为什么取消，我要走一公里', { referral: 'hotline', opinion: '公交线路不属街道，已给公交公司电话', leavesPhone: true, said: '你们不反映谁反映，我不同意' }],
  ['船坞新村 20 栋', 'street-light', 'returnedRefused', '小学后面那条路，灯亮是亮，亮到白天', { opinion: '时控已调，白天看是灭的', leavesPhone: true }],
];

// prettier-ignore
export const AT_THE_COUNTER: readonly Voice[] = [
  ['船坞新村 18 栋', 'rental-quarrel', 'street', '房东不退押金，拖了快半年', { leavesPhone: true, said: '综治中心和法律援助一起谈，押金退八成，签协议' }],
  ['船坞新村 5 栋', 'neighbour-quarrel', 'communityTalks', '他家种的爬山虎爬到我家窗户里来了，虫子也跟着来', { leavesPhone: true }],
  ['三圣里 16 号', 'enquiry', 'answered', '小孩上学要居住证明，租的房子能开吗', { leavesPhone: true }],
  ['缆绳巷 9 号', 'elder-care', 'cared', '老伴瘫痪，想问护理床有没有得借', { leavesPhone: true }],
  ['望澜苑 2 栋', 'property-service', 'extended', '地下室漏水泡了我家东西，物业说是开发商的事，开发商说过保了', { reason: 'entryRefused', leavesPhone: true, organisation: '住房和城乡建设局', said: '维修基金应急使用已批，物业先垫修', rating: [true, 'fair'] }],
  ['棉纺厂宿舍 1 栋', 'neighbour-quarrel', 'communityTalks', '他把门口鞋柜打到公共走道，我轮椅出不去，讲也讲不听', { leavesPhone: true }],
  ['桅灯里 20 号', 'problem', 'refused', '法院判了三年还没执行，你们去帮我要', { referral: 'court', opinion: '执行案件，告知法院执行局窗口', leavesPhone: true }],
  ['港务宿舍 1 栋', 'suggestion', 'suggestion', '能不能周末也开一个窗口，上班的人没办法来', { said: '周六上午试行一个月', adoption: 'adopted', leavesPhone: true }],
  ['澜岸公寓 A 座', 'neighbour-quarrel', 'community', '楼上养了四条狗，早中晚叫，作业都写不了', { leavesPhone: true }],
  ['搪瓷厂宿舍 2 栋', 'praise', 'praise', '专门来说一声，罗书记帮我们把化粪池的事跑下来了'],
  ['灯塔路 9 号院 7 栋', 'power-failure', 'direct', '来说电的事，一开空调就跳，一栋楼都跳', { leavesPhone: true }],
  ['船坞新村 10 栋', 'enquiry', 'answered', '独生子女费断了两年，能不能补', { leavesPhone: true }],
];

// prettier-ignore
export const IN_CHAT_GROUPS: readonly Voice[] = [
  ['船坞新村 3 栋门前', 'loose-manhole', 'streetAssigned', '@周敏 3栋门口井盖响，车一过就哐当，孩子睡不着', { daysAgo: 40 }],
  ['船坞新村 4 栋', 'stairway-light', 'direct', '@周敏 四栋三单元又黑了😂'],
  ['船坞新村 6 栋', 'exposed-waste', 'onSpot', '谁家的猫砂丢在门口，也不扎袋子！！'],
  ['船坞新村 7 栋', 'neighbour-quarrel', 'onSpot', '七栋楼上的能不能别半夜洗衣服啊，群里说一百遍了', { said: '上门说了，改到晚上九点前洗' }],
  ['船坞新村 8 栋', 'parking-disorder', 'onSpot', '那辆白色的车挡住8栋出口了，麻烦挪一下，等十五分钟了'],
  ['三圣里 5 号', 'dirty-road', 'onSpot', '三圣里修完管子没人扫，全是泥'],
  ['三圣里 8 号', 'water-supply', 'direct', '有水吗？？我们这边没有了'],
  ['船坞新村 19 栋', 'compound-waste', 'directLate', '何师傅，19栋的桶爆了，昨天就爆了'],
  ['船坞新村 21 栋', 'charging-shed', 'atOnceTold', '有人拿插排从二楼接下来充电，早上六点就在那里'],
  ['锚链巷 4 号院 2 栋', 'green-upkeep', 'onSpot', '院里冬青长到我窗户上了，光都没了', { said: '叫绿化的顺路剪了' }],
  ['缆绳巷 12 号', 'neighbour-quarrel', 'community', '楼顶晒的被单滴水滴我刚收的衣服上，气死', { said: '两家说开了，晒衣绳往里挪半米' }],
  ['缆绳巷 23 号', 'blocked-drain', 'onSpot', '下水道返味，一楼没法吃饭', { rain: true, said: '掏出一团抹布，通了' }],
  ['望澜苑 8 栋', 'lift-failure', 'direct', '8栋电梯门夹人，慢一点就夹，谁管'],
  ['望澜苑 13 栋', 'compound-waste', 'direct', '厨余桶里有人丢建筑垃圾，收运的不收了'],
  ['棉纺厂宿舍 7 栋', 'stairway-clutter', 'onSpot', '六楼的纸箱又长出来了，上礼拜才清的'],
  ['渔汛路 22 号院 1 栋', 'dirty-road', 'onSpotAtOnce', '院里有狗屎！！遛狗的能不能自觉', { said: '铲掉了，贴了个提示' }],
  ['水文站宿舍 4 栋', 'stairway-light', 'direct', '4栋灯坏'],
  ['澜岸公寓 E 座', 'neighbour-quarrel', 'onSpot', '楼上跳绳，晚上十点，谁家孩子在减肥？', { said: '家长说改到楼下跳' }],
  ['港务宿舍 3 栋', 'hanging-cable', 'direct', '电话线掉到一楼雨棚上了，搭着铁皮的', { picture: 'cables' }],
  ['灯塔路 9 号院 3 栋', 'praise', 'praise', '清下水道的师傅辛苦了，手都冻红了，谢谢'],
  ['盐仓街 12 号', 'dirty-road', 'onSpot', '洒水车把泥全冲到我店里来了', { said: '跟司机说了，这段压低水压' }],
];
