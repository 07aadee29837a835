// What was said across the river in 澄岸区: long-settled compounds, a community of nineteen grids, and much water.

import type { Channel, Voice } from './voice.ts';

// prettier-ignore
export const IN_CHENGAN: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['scan', [
    ['竹筏坊 1 栋', 'stairway-light', 'direct', '楼道感应灯要拍手才亮，手都拍红了'],
    ['鸥影小区 2 栋', 'exposed-waste', 'onSpot', '奶茶杯塞在绿化带里，蚂蚁排队'],
    ['船灯大院 1 栋', 'neighbour-quarrel', 'communityTalks', '隔壁唱戏，天天唱窦娥，唱得我想哭', { leavesPhone: true, said: '改到下午三点到四点，关窗唱' }],
    ['芦汀里 1 栋', 'loose-manhole', 'community', '井盖上的提手断了，自行车轮子卡进去过', { picture: 'manhole' }],
    ['潮平巷 4 号', 'blocked-drain', 'streetLate', '下水道冒泡泡，跟温泉一样', { rain: true }],
    ['渡口里 1 栋', 'water-supply', 'direct', '水细得像线，没得法洗菜'],
    ['船灯小区 1 栋', 'parking-disorder', 'onSpot', '有人把车停在儿童沙坑里'],
    ['桨声坊 1 栋', 'enquiry', 'answered', '殡葬补贴去哪里问，不好意思开口', { said: '您节哀，来社区一楼，或我们上门，不用排队' }],
    ['沙洲小区 1 栋', 'lift-failure', 'refused', '没有电梯，给我们装一部', { referral: 'hotline', opinion: '加装电梯的政策单已发，先看邻居意见' }],
    ['网晒夹道 2 号', 'dirty-water', 'street', '沟里漂了一层死虾，啥子情况哦'],
    ['鹭飞大院 1 栋', 'praise', 'praise', '河边救生圈有人补上了，放心'],
    ['蓑衣花园 1 栋', 'property-service', 'atDistrict', '维修基金查不到账，问谁谁不知道', { minutesAgo: 2_600, leavesPhone: true }],
    ['鹭飞里弄 1 号', 'hanging-cable', 'directSigned', '线掉到水缸里了', { minutesAgo: 70 }],
  ]],
  ['phone', [
    ['鸥影小区 1 栋', 'power-failure', 'direct', '我们这几栋没电，路灯倒亮得很', { leavesPhone: true }],
    ['缆桩里 1 栋', 'rental-quarrel', 'communityTalks', '租客养了三十只猫，退房我得换地板', { leavesPhone: true, said: '押金抵地板，猫由救助站接走' }],
  ]],
  ['visit', [['竹筏宿舍 1 栋', 'help', 'helped', '我一个人过年，社区有没有人一起包饺子', { leavesPhone: true, said: '年二十八长者食堂包，记上了' }]]],
  ['chatGroup', [
    ['苇岸一区 3 栋', 'stairway-clutter', 'onSpot', '谁把龙舟的桨放三楼了'],
    ['苇岸二区 2 栋', 'water-supply', 'direct', '停水也不在群里说一声 我头发都是泡沫'],
  ]],
  ['gridWorker', [
    ['苇岸社区党群服务中心', 'guard-rail', 'community', '门前码头救生绳缺一根，先拿红白带拦'],
    ['苇岸一区 4 栋', 'fire-hazard', 'onSpot', '楼梯间煤炉一只，移出'],
    ['沙洲小区 2 栋', 'road-trading', 'onSpotAtOnce', '早点摊退回线内'],
  ]],
  ['hotline12345', [
    ['桃汛社区党群服务中心', 'complaint', 'complaint', '反映窗口中午没人，白跑一趟', { leavesPhone: true, about: '桃汛社区居委会', said: '中午加了一个值班岗，十二点到两点' }],
    ['苇岸二区 6 栋', 'property-service', 'street', '反映老旧小区水箱三年未清洗', { leavesPhone: true, organisation: '住房和城乡建设局' }],
  ]],
  ['superior', [['曲苇社区党群服务中心', 'fire-hazard', 'community', '区里交办：汛后低洼院落用电再看一遍']]],
];
