// What could not go its usual way: nobody would have it until the district settled it, or it has to wait and says until when.

import type { Channel, Voice } from './voice.ts';

const TOWN = { organisation: '市政养护所' } as const;
const HOUSING = { organisation: '住房和城乡建设局' } as const;

// prettier-ignore
export const APART: readonly (readonly [Channel, readonly Voice[]])[] = [
  // 裁定: one waits, three are decided.
  ['phone', [
    ['望澜苑 10 栋', 'guard-rail', 'toSettle', '10栋后头挡土墙上的栏杆锈断了，下面就是车道，前后打了四个电话', {
      key: 'rail nobody has', ...TOWN, otherOrganisation: '住房和城乡建设局', daysAgo: 6, leavesPhone: true, notes: {
        sendBack: ['挡土墙在小区用地红线内，不在市政移交台账里', '挡土墙随道路工程建成，房屋主管部门没有接收', '2019 年移交清单没有这段栏杆，附清单'],
      } }],
    ['缆绳巷 11 号', 'construction-waste', 'settled', '巷口那堆砖渣，环卫说是建筑垃圾不拉，城管说没人乱倒没法罚', {
      key: 'rubble nobody has', daysAgo: 47, organisation: '旧港街道环卫站', otherOrganisation: '旧港街道城管一中队', leavesPhone: true,
      said: '查到是 7 号翻修倒的，责令自己清走，地面扫净', notes: {
        sendBack: ['是装修渣土，环卫只收生活垃圾', '没抓到现行，无主渣土应由环卫兜底', '清运合同不含渣土，附合同第四条'],
        arbitrate: ['无主装修渣土由城管中队先查源头，七日查不到的由其委托清运：渣土管理办法第十二条'],
      } }],
  ]],
  ['scan', [
    ['灯塔路 9 号院 2 栋', 'street-light', 'settled', '院门外巷子里三盏灯，供电说不是他的，市政说不是他的，反正不亮', {
      key: 'lamps nobody has', daysAgo: 62, ...HOUSING, otherOrganisation: '市政养护所', said: '三盏灯接入养护，换了灯头，已编号', notes: {
        sendBack: ['巷子在围墙外，属公共通道', '灯是老厂建的，没有移交', '厂区改制时路灯没有随房移交，附改制文件'],
        arbitrate: ['围墙外公共通道照明由市政养护所接管：城市照明管理规定第三条'],
      } }],
  ]],
  ['hotline12345', [
    ['汀南二院 3 栋', 'green-upkeep', 'settled', '反映院墙边大树根拱裂人行道，绿化和道路都说归对方', {
      key: 'roots nobody has', daysAgo: 33, ...HOUSING, otherOrganisation: '市政养护所', leavesPhone: true, said: '根修剪了，道板起出来重铺', notes: {
        sendBack: ['树在围墙外人行道上，不归小区', '树龄三十年，种在老院墙内，墙后来才拆', '现状在道路红线内，附红线图'],
        arbitrate: ['现状在道路红线内的行道树及道板由市政养护所一并处理：以红线图为准'],
      } }],
    // 挂账: nine stand, two of them past their review.
    ['渔汛路 22 号院 3 栋', 'property-service', 'suspended', '反映加装电梯签了字又停工，一楼不同意，坑挖了没人填', {
      key: 'stands lift', ...HOUSING, daysAgo: 52, reason: 'plannedWorks', reviewInDays: 24, leavesPhone: true, notes: {
        askSuspension: ['坑已回填围好，装不装要看议事会'], suspend: ['加装电梯要等居民议事会第三次会议，社区会把时间贴在单元门口；坑口已经围好'],
      } }],
    ['荻渡里 2 栋', 'property-service', 'suspended', '反映外墙瓷砖掉落砸坏车顶，维修资金迟迟不批', {
      key: 'stands wall', ...HOUSING, daysAgo: 44, reason: 'funding', reviewInDays: 11, leavesPhone: true, notes: {
        askSuspension: ['维修资金使用正在公示，先搭防护棚'], suspend: ['维修资金公示到本月底，期满就招标；楼下已搭防护棚，请绕行'],
      } }],
  ]],
  ['visit', [
    ['搪瓷厂宿舍 5 栋', 'illegal-building', 'suspended', '楼顶的棚子说要拆，拆到一半又不动了', {
      key: 'stands court', organisation: '旧港街道城管一中队', daysAgo: 58, reason: 'courtPending', reviewInDays: 30, leavesPhone: true, notes: {
        askSuspension: ['当事人已起诉，等法院判决'], suspend: ['正在走法律程序，判决以前不能强拆；已拉警戒线，复核日前再告诉您'],
      } }],
    ['苇塘小区 3 栋', 'property-service', 'suspended', '水箱三十年了，物业说要等改造，改造说要等计划', {
      key: 'stands tank', ...HOUSING, daysAgo: 39, reason: 'plannedWorks', reviewInDays: 40, leavesPhone: true, notes: {
        askSuspension: ['已列入明年老旧小区改造'], suspend: ['水箱列入明年改造，改造以前每季度清洗一次，水质结果贴在大门口'],
      } }],
  ]],
  ['scan', [
    ['船坞新村 16 栋', 'green-upkeep', 'suspended', '16栋前面那排香樟把三楼窗户全遮了，白天开灯', {
      key: 'stands trees', ...TOWN, daysAgo: 31, reason: 'season', reviewInDays: 70, leavesPhone: true, notes: {
        askSuspension: ['生长期重剪会死，约一月休眠期统一修剪'], suspend: ['现在重剪树会死，定在一月统一修剪，修剪前三天贴通知'],
      } }],
    ['缆绳巷 24 号', 'blocked-drain', 'suspended', '阴沟年年堵年年通，能不能换根粗管子', {
      key: 'stands pipe', ...TOWN, daysAgo: 66, reason: 'plannedWorks', reviewInDays: -3, leavesPhone: true, notes: {
        askSuspension: ['雨污分流工程排到下季度，一次换管'], suspend: ['换管随雨污分流工程做，开工以前每两周清一次沟'],
      } }],
    ['彩桥公寓 2 栋', 'street-light', 'suspended', '河边步道从来没装过灯，晚上摔过人', {
      key: 'stands dark bank', ...TOWN, daysAgo: 71, reason: 'funding', reviewInDays: -9, notes: {
        askSuspension: ['新增路灯没有预算，已报追加'], suspend: ['新装路灯已报预算，批下来以前先装两盏太阳能灯'],
      } }],
    ['锦云阁 3 栋', 'guard-rail', 'suspended', '地铁围挡把人行道占完了，走路只能走机动车道', {
      key: 'stands hoarding', ...TOWN, daysAgo: 27, reason: 'plannedWorks', reviewInDays: 18, notes: {
        askSuspension: ['围挡工期到下月，已协调退让一米'], suspend: ['围挡下月拆，先退让一米、加了护栏，请走护栏里面'],
      } }],
  ]],
  ['gridWorker', [
    ['白蘋大院 1 栋', 'blocked-drain', 'suspended', '白蘋大院北墙暗沟塌了一段，上面是邻单位车库', {
      key: 'stands culvert', ...TOWN, daysAgo: 36, reason: 'ownershipUnclear', reviewInDays: 6, notes: {
        askSuspension: ['暗沟从车库下穿过，权属在查档案'], suspend: ['暗沟权属在查档案，查清以前用水泵临时排水'],
      } }],
    // 延期: asked in time, given once.
    ['望澜苑 6 栋', 'guard-rail', 'extended', '桅杆路中央护栏断开一段，有人翻越', { ...TOWN, daysAgo: 29, reason: 'partsAwaited' }],
    ['桅灯里 20 号', 'street-light', 'extended', '桅灯里灯杆倾斜，根部锈蚀', { ...TOWN, daysAgo: 51, reason: 'needsSeveral' }],
    ['北渠小区 9 栋', 'blocked-drain', 'extended', '渠边雨水井塌陷，已围挡', { ...TOWN, daysAgo: 38, reason: 'weather' }],
    ['灯石城 F 座', 'guard-rail', 'extended', '灯石城出口隔离栏缺六米', { ...TOWN, daysAgo: 20, reason: 'partsAwaited' }],
  ]],
];
