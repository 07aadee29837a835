// What waits now: for each person of the demo something that only that person can do, some of it late.

import type { Channel, Voice } from './voice.ts';

// prettier-ignore
export const WAITING: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['scan', [
    // 周敏 and her deputy: new voices of residents, and work to look at.
    ['船坞新村 3 栋门前', 'loose-manhole', 'new', '门口井盖又松了！上次修完好了一个月', { minutesAgo: 24, leavesPhone: true, key: 'manhole again' }],
    ['船坞新村 5 栋', 'stairway-light', 'new', '五栋三单元灯坏了，我爸八十了，上下楼全靠手机', { minutesAgo: 48, leavesPhone: true, picture: 'lamp' }],
    ['三圣里 16 号', 'exposed-waste', 'new', '门口一堆装修垃圾，说是今天拉，没拉', { minutesAgo: 130 }],
    ['船坞新村 7 栋', 'stairway-clutter', 'looking', '楼道里放了个洗衣机，还通着电', { minutesAgo: 75 }],
    ['船坞新村 6 栋', 'stairway-light', 'directFedBack', '6栋二单元灯不亮，物业说换了，我看没换', { minutesAgo: 290, picture: 'lamp', leavesPhone: true }],
    ['三圣里 12 号包子店门前', 'loose-manhole', 'fedBack', '包子店前面的井盖响', { minutesAgo: 2_900, leavesPhone: true }],
    ['船坞新村 4 栋', 'street-light', 'notNow', '4栋西头路灯不亮', { minutesAgo: 4_200 }],
    ['船坞新村 8 栋垃圾分类点', 'enquiry', 'askedOpen', '过期药品丢哪个桶', { minutesAgo: 40 }],
    ['船坞新村 18 栋', 'exposed-waste', 'new', '18栋后面垃圾没拉', { minutesAgo: 55 }],
    ['旧港小学门前', 'guard-rail', 'confirmed', '护栏又松了一节，小孩扶着玩', { minutesAgo: 190, leavesPhone: true }],
    ['锚链巷 4 号院 2 栋', 'stairway-light', 'directFedBack', '二栋楼道灯', { minutesAgo: 420 }],
    // 罗建平: what the grids could not settle.
    ['缆绳巷 18 号', 'neighbour-quarrel', 'atCommunity', '隔壁把排水管接到我墙上，墙都湿透了，吵了三回', { minutesAgo: 1_300, leavesPhone: true }],
    ['望澜苑 8 栋', 'property-service', 'atCommunity', '物业把花园改成停车位，没问过我们', { minutesAgo: 2_600, leavesPhone: true }],
    ['船坞新村 13 栋', 'suggestion', 'suggestionOpen', '建议周末在晒场办旧物交换，扔了可惜', { minutesAgo: 3_100 }],
    ['棉纺厂宿舍 6 栋', 'neighbour-quarrel', 'reopenedOnSpot', '楼上剁排骨，早上五点', { minutesAgo: 3_000, leavesPhone: true, opinion: '好了两天，今天又剁' }],
    ['锚链巷 4 号院 3 栋', 'stairway-clutter', 'notTrueOpen', '楼上堆了一屋子汽油', { minutesAgo: 560, opinion: '上门看了，是两桶食用油' }],
    ['缆绳巷 24 号', 'neighbour-quarrel', 'toCallBack', '隔壁半夜放音乐', { minutesAgo: 8_400, leavesPhone: true, opinion: '安静了两天又开始了' }],
    // 吴桂兰 and 赵满仓: neighbours who are asked.
    ['船坞新村 5 栋', 'neighbour-quarrel', 'helpAsked', '五栋一楼种的菜浇粪水，臭得开不了窗', { minutesAgo: 410, opinion: '吴阿姨和她家熟，请先去说说' }],
    ['船坞新村 6 栋', 'stairway-light', 'neighbourAsked', '一单元五楼灯不亮', { minutesAgo: 640 }],
    ['锦汀佳园 5 栋', 'neighbour-quarrel', 'helpAsked', '五栋楼上阳台浇花浇我一身', { minutesAgo: 520, opinion: '老赵住得近，请先上去看看' }],
    ['锦汀佳园 5 栋', 'stairway-light', 'neighbourAsked', '五栋地下一层灯坏', { minutesAgo: 700 }],
    // 林晓芸: to file, to dispatch, to close.
    ['盐仓街 15 号', 'construction-waste', 'atStreet', '装修公司把渣土倒在街边，下雨全冲进沟', { minutesAgo: 700, leavesPhone: true }],
    ['桅灯里 20 号', 'dirty-water', 'filed', '河边一股臭味，水是黑的', { minutesAgo: 1_450 }],
    ['澜岸公寓 A 座', 'parking-disorder', 'filed', '澜边路消防通道画了线照停不误', { minutesAgo: 500, leavesPhone: true }],
    ['望澜苑 3 栋', 'street-light', 'verified', '桅杆路第七根灯杆不亮', { minutesAgo: 6_100, leavesPhone: true }],
    ['缆绳巷 31 号', 'illegal-building', 'verified', '巷子里搭的铁皮厨房，楼上都是油烟', { minutesAgo: 9_500 }],
    // 曹立群: to sign, to do again, late.
    ['船坞新村 10 栋', 'stairway-clutter', 'directIssued', '十栋楼梯间停电动车，充电器都插好了', { minutesAgo: 62 }],
    ['船坞新村 15 栋', 'stairway-light', 'directSigned', '十五栋一楼灯不亮，门禁也看不见', { minutesAgo: 110 }],
    ['船坞新村 20 栋', 'compound-waste', 'directReworking', '桶还是满的，说清了，清了个啥', { minutesAgo: 520, leavesPhone: true }],
    ['船坞新村 2 栋', 'charging-shed', 'directSigned', '2栋充电棚漏雨，插座都是湿的', { minutesAgo: 8_700, key: 'late shed', leavesPhone: true }],
    // 市政养护所: to sign, assigned inside, late.
    ['盐仓街 7 号', 'loose-manhole', 'issued', '井盖被压碎一角，放了个花盆挡着', { minutesAgo: 260 }],
    ['桅灯里 3 号', 'street-light', 'assigned', '巷口路灯不亮', { minutesAgo: 800 }],
    ['望澜苑 6 栋', 'blocked-drain', 'assigned', '门口雨水口全是落叶', { minutesAgo: 11_000, key: 'late drain' }],
    ['渔汛路 22 号院 1 栋', 'guard-rail', 'signed', '人行道栏杆被车撞歪', { minutesAgo: 14_000, key: 'late rail', leavesPhone: true }],
    // 鲁明远 and 郭敏华: send-backs to decide.
    ['港务宿舍 2 栋', 'street-light', 'sendBackAsked', '红砖楼门口灯不亮', { minutesAgo: 330, opinion: '灯杆在港务宿舍围墙内，属小区自管' }],
    ['搪瓷厂宿舍 2 栋', 'blocked-drain', 'dutyDisputed', '花碗大院门口阴沟堵，第三回了', { minutesAgo: 400, opinion: '沟在院内，应由房屋管理单位清掏', leavesPhone: true }],
    // 纪春晓: said to be done, and is not.
    ['灯塔路 9 号院 3 栋', 'green-upkeep', 'reopenedOpen', '说锯了枯枝，锯一半，另一半还挂着', { minutesAgo: 9_000, leavesPhone: true, opinion: '还有一根大的没锯，风一吹就晃' }],
    // 榕汀: 唐倩, 闵舒, 方一苇.
    ['锦汀佳园 4 栋', 'stairway-light', 'new', '四栋负一楼灯全灭', { minutesAgo: 33 }],
    ['锦汀佳园 7 栋', 'charging-shed', 'looking', '又有电瓶车进电梯', { minutesAgo: 85, leavesPhone: true }],
    ['丝绸公司宿舍 6 栋', 'stairway-clutter', 'directFedBack', '六栋楼道的咸菜缸', { minutesAgo: 600 }],
    ['榕荫里 6 栋', 'neighbour-quarrel', 'atCommunity', '楼上阳台滴水，楼下晒不了被子', { minutesAgo: 1_100, leavesPhone: true }],
    ['北渠小区 9 栋', 'blocked-drain', 'filed', '化粪池溢出来了', { minutesAgo: 350, leavesPhone: true }],
    ['教工楼 5 栋', 'green-upkeep', 'issued', '树枝压到电线上了', { minutesAgo: 640 }],
    ['汀南二院 9 栋', 'property-service', 'signed', '水泵坏了半个月，高层没水', { minutesAgo: 21_000, organisation: '住房和城乡建设局', key: 'late pump', leavesPhone: true }],
    ['虹榭小区 3 栋', 'stairway-light', 'new', '灯不亮', { minutesAgo: 180 }],
    ['锦云阁 3 栋', 'property-service', 'assigned', '消防泵房天天漏水，物业说维修资金要等', { minutesAgo: 2_200, organisation: '住房和城乡建设局', leavesPhone: true }],
    ['苇塘小区 3 栋', 'neighbour-quarrel', 'atCommunity', '楼上把阳台改成了厨房，油烟全进我家', { minutesAgo: 900, leavesPhone: true }],
    ['荻渡后街 4 号', 'loose-manhole', 'filed', '巷口井盖一踩就翻，拿砖头压着的', { minutesAgo: 620 }],
    ['汽配城 E 座', 'fire-hazard', 'new', 'E座楼梯口堆了十几桶油漆', { minutesAgo: 70 }],
    ['拱桥街 10 号', 'rental-quarrel', 'atCommunity', '房东把锁换了，我东西还在里面', { minutesAgo: 480, leavesPhone: true }],
    ['彩桥公寓 2 栋', 'street-light', 'atStreet', '河边那段路灯坏了一排', { minutesAgo: 1_020 }],
    ['荻渡里 2 栋', 'exposed-waste', 'confirmed', '垃圾没人收', { minutesAgo: 240 }],
  ]],
  ['phone', [
    ['船坞新村 19 栋', 'elder-care', 'new', '我妈一个人在家，电话打不通，我在外地，麻烦去看看', { minutesAgo: 20, leavesPhone: true }],
    ['桅灯里 25 号', 'parking-disorder', 'new', '有部车停我家门口三天了，人都进不去', { minutesAgo: 65, leavesPhone: true }],
    ['水文站宿舍 4 栋', 'water-supply', 'directIssued', '又没得水了，你们管不管', { minutesAgo: 38, leavesPhone: true }],
    ['缆绳巷菜场', 'kitchen-smoke', 'tipOffOpen', '卤菜店半夜熬卤，味道钻被窝，不要告诉他是我', { minutesAgo: 1_700, wantsSecrecy: true, leavesPhone: true }],
  ]],
  ['visit', [
    ['棉纺厂宿舍 2 栋', 'rental-quarrel', 'atStreet', '中介跑了，房东又要我交一遍房租', { minutesAgo: 1_900, leavesPhone: true }],
  ]],
  ['hotline12345', [
    ['望澜苑 12 栋', 'property-service', 'atDistrict', '反映前期物业拒不移交资料，业委会无法选聘', { minutesAgo: 2_300, leavesPhone: true }],
    ['澜水河水文站码头', 'dirty-water', 'atDistrict', '反映码头污水直排，市民附了视频', { minutesAgo: 1_250, leavesPhone: true }],
    ['旧港小学门前', 'road-trading', 'signed', '家长反映摊贩又回来了', { minutesAgo: 9_800, key: 'late stalls', leavesPhone: true }],
  ]],
  ['chatGroup', [
    ['船坞新村 4 栋', 'neighbour-quarrel', 'new', '@周敏 四栋又吵起来了，你快来', { minutesAgo: 12 }],
    ['锦汀佳园 1 栋', 'lift-failure', 'directSigned', '@唐倩 1栋电梯停了', { minutesAgo: 55 }],
  ]],
  ['gridWorker', [
    ['三圣里 5 号', 'exposed-wire', 'directIssued', '三圣里 5 号外墙电线脱落，已围挡', { minutesAgo: 18, picture: 'cables' }],
    ['缆绳巷 12 号', 'bulky-waste', 'directSigned', '巷口旧床架一副', { minutesAgo: 300 }],
  ]],
  ['microGridMember', [
    ['船坞新村 8 栋', 'stairway-light', 'new', '八栋灯又黑了哈，我拿手电筒照的，两个单元都黑', { minutesAgo: 70 }],
    ['锦汀佳园 5 栋', 'fire-hazard', 'new', '五栋有人在楼道烧炉子，我说了他不听', { minutesAgo: 50 }],
  ]],
  ['mobileReporter', [
    ['缆绳巷 40 号', 'loose-manhole', 'new', '巷尾井盖陷下去了，前轮差点卡里头', { minutesAgo: 90 }],
  ]],
];

/** The same trouble told again: each joins the case of the voice it names. */
// prettier-ignore
export const TOLD_AGAIN: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['scan', [
    ['船坞新村 3 栋', 'problem', 'joined', '井盖！！！', { joins: 'manhole again' }],
    ['船坞新村 5 栋', 'problem', 'joined', '门口井盖松的，谁踩谁知道', { joins: 'manhole again' }],
    ['望澜苑 7 栋', 'problem', 'joined', '车库进水了快来人', { joins: 'garage flood' }],
    ['缆绳巷 23 号', 'problem', 'joined', '水沟漫出来了，臭水', { joins: 'gutter' }],
    ['旧港小学门前', 'problem', 'joined', '学校门口栏杆倒了没人扶', { joins: 'school rail' }],
    ['丝绸公司宿舍 7 栋', 'problem', 'joined', '门口积水了，鞋全湿', { joins: 'blocked gate' }],
    ['北渠小区 1 栋', 'problem', 'joined', '菜市场后面那个路能不能冲一下', { joins: 'market road' }],
    ['白果院 3 栋', 'problem', 'joined', '停电', { joins: 'oxygen' }],
    ['渔汛路 22 号院 4 栋', 'problem', 'joined', '水都喷到二楼了', { joins: 'fountain' }],
    ['锚链巷 4 号院 1 栋', 'problem', 'joined', '小学门口栏杆歪在地上', { joins: 'school rail' }],
    ['望澜苑 15 栋', 'problem', 'joined', '外面路灯不亮，电动车掉坑里了', { joins: 'dark road' }],
    ['丝绸公司宿舍 9 栋', 'problem', 'joined', '大门口趟水', { joins: 'blocked gate' }],
  ]],
  ['phone', [
    ['渔汛路 22 号院 2 栋', 'problem', 'joined', '院子里喷水了，好高', { joins: 'fountain', leavesPhone: true }],
    ['船坞新村 21 栋', 'problem', 'joined', '那个枯树几时来锯，我车停下面的', { joins: 'dead tree', leavesPhone: true }],
    ['印刷厂宿舍 7 栋', 'problem', 'joined', '我们院子停水了，问一下几点来', { joins: 'dry yard', leavesPhone: true }],
  ]],
  ['chatGroup', [
    ['望澜苑 6 栋', 'problem', 'joined', '我车要泡了！！车库口全是水', { joins: 'garage flood' }],
    ['望澜苑 8 栋', 'problem', 'joined', '地库排水泵没开吧，进水了', { joins: 'garage flood' }],
    ['港务宿舍 1 栋', 'problem', 'joined', '没水', { joins: 'no water red' }],
    ['港务宿舍 3 栋', 'problem', 'joined', '停水有没有人通知一声啊', { joins: 'no water red' }],
    ['望澜苑 13 栋', 'problem', 'joined', '路灯黑了一排，晚上遛狗都看不到狗', { joins: 'dark road' }],
    ['棉纺厂宿舍 7 栋', 'problem', 'joined', '停电了，电梯没有，就是黑', { joins: 'half dark' }],
    ['印刷厂宿舍 1 栋', 'problem', 'joined', '水呢', { joins: 'dry yard' }],
    ['白果院 1 栋', 'problem', 'joined', '几点来电？冰箱里全是药', { joins: 'oxygen' }],
    ['缆绳巷 27 号', 'problem', 'joined', '进水了进水了', { joins: 'gutter' }],
    ['望澜苑 1 栋', 'problem', 'joined', '车库有没有人管啊', { joins: 'garage flood' }],
    ['棉纺厂宿舍 6 栋', 'problem', 'joined', '没电', { joins: 'half dark' }],
    ['港务宿舍 2 栋', 'problem', 'joined', '红砖楼有水吗？', { joins: 'no water red' }],
    ['望澜苑 5 栋', 'problem', 'joined', '@所有人 地库别下了，淹了', { joins: 'garage flood' }],
  ]],
];
