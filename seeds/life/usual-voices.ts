// What every week brings: the same trouble told again, and what belongs elsewhere.

import type { Channel, Voice } from './voice.ts';

// prettier-ignore
export const USUAL: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['scan', [
    ['船坞新村 16 栋', 'compound-waste', 'directLate', '16栋的桶三天没人收了，苍蝇往窗户里飞', { key: 'full bins', picture: 'bin' }],
    ['船坞新村 12 栋', 'lift-failure', 'direct', '电梯又不动了，我爸坐轮椅的，十一楼', { key: 'lift stands', leavesPhone: true }],
    ['船坞新村 2 栋', 'site-noise', 'onSpot', '早上六点就开始打墙，哪家装修这么早', { key: 'early drill', said: '上门说了，改到八点半以后，贴了告示' }],
    ['船坞新村 20 栋', 'blocked-drain', 'onSpot', '路口那个下水口，一下雨就是个塘', { rain: true, leavesPhone: true, said: '掏了落叶，水下去了' }],
    ['三圣里 5 号', 'guard-rail', 'community', '巷口铁栏杆断了一根，尖的，戳人', { leavesPhone: true, said: '锯平了，包了胶条' }],
    ['船坞新村 9 栋', 'problem', 'refused', '买的保健品没用，老板不退', { referral: 'consumer', opinion: '指引 12315，另提醒老人' }],
    ['缆绳巷 18 号', 'problem', 'refused', '前妻不让我看小孩', { referral: 'court', opinion: '探望权可申请执行，给了法律援助窗口' }],
    ['望澜苑 9 栋', 'problem', 'refused', '手机被偷了，在公交车上', { referral: 'police', opinion: '已指引报警，公交公司电话也给了' }],
    ['桅灯里 8 号', 'problem', 'refused', '外卖平台扣我钱，说我超时', { referral: 'arbitration', opinion: '给了新业态劳动调解的电话', leavesPhone: true }],
    ['搪瓷厂宿舍 2 栋', 'problem', 'refused', '隔壁区的路坑坑洼洼，我上班要走', { referral: 'neighbourDistrict', opinion: '不在本区，已告知邻区电话' }],
    ['船坞新村 16 栋', 'problem', 'joined', '垃圾再不收要生蛆了', { joins: 'full bins' }],
    ['船坞新村 16 栋', 'problem', 'joined', '垃圾桶臭到二楼', { joins: 'full bins', leavesPhone: true }],
    ['船坞新村 12 栋', 'problem', 'joined', '12栋电梯坏的，快递上不去', { joins: 'lift stands' }],
    ['船坞新村 2 栋', 'problem', 'joined', '打墙打墙，天天打，小孩刚睡着', { joins: 'early drill' }],
    ['北渠西院 2 栋', 'problem', 'joined', '鱼鳞又飞过来了', { joins: 'market road' }],
    ['印刷厂宿舍 2 栋', 'problem', 'joined', '一滴水都没有', { joins: 'dry yard' }],
  ]],
  ['phone', [
    ['水文站宿舍 1 栋', 'street-light', 'community', '宿舍后门的灯坏了，老人晚上倒垃圾摔了一跤', { said: '单位后勤换了灯' }],
    ['船坞新村 18 栋', 'problem', 'refused', '邻居欠我五千块钱五年了', { referral: 'court', opinion: '民间借贷，给了立案要带的材料单', leavesPhone: true }],
    ['锚链巷 4 号院 2 栋', 'problem', 'refused', '孙子工作还没着落，你们给安排一个', { opinion: '不属于受理范围，给了招聘会的日子', leavesPhone: true }],
    ['船坞新村 12 栋', 'problem', 'joined', '电梯几点修得好？我买了菜在楼下等', { joins: 'lift stands', leavesPhone: true }],
    ['船坞新村 19 栋', 'problem', 'joined', '那棵枯树又掉枝子，差点砸到车', { joins: 'dead tree', leavesPhone: true }],
  ]],
  ['hotline12345', [
    ['渔汛路 22 号院 1 栋', 'problem', 'refused', '反映某银行理财亏损要求赔付', { referral: 'hotline', opinion: '属金融监管，已给投诉电话', leavesPhone: true }],
    ['望澜苑 13 栋', 'problem', 'refused', '反映高考分数有误', { referral: 'hotline', opinion: '属招考部门，给了复核的办法', leavesPhone: true }],
    ['港务宿舍 1 栋', 'green-upkeep', 'community', '反映宿舍区绿化带枯死无人补种', { leavesPhone: true, said: '补种了三十株' }],
    ['船坞新村 16 栋', 'problem', 'joined', '反映小区垃圾桶满溢', { joins: 'full bins', leavesPhone: true }],
    ['旧港小学门前', 'problem', 'joined', '反映学校门口护栏有缺口', { joins: 'school rail', leavesPhone: true }],
  ]],
  ['chatGroup', [
    ['船坞新村 12 栋', 'problem', 'joined', '十二栋电梯+1，爬到九楼腿软', { joins: 'lift stands' }],
    ['船坞新村 2 栋', 'problem', 'joined', '@周敏 2栋谁家在拆房子啊', { joins: 'early drill' }],
    ['棉纺厂宿舍 6 栋', 'problem', 'joined', '冰箱化了一地', { joins: 'half dark' }],
  ]],
];
