// What was said in the communities of 芷汀 around the market, by people who load, sell and live above their stores.

import type { Channel, Voice } from './voice.ts';

// prettier-ignore
export const IN_ZHITING: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['scan', [
    ['菖蒲新村 1 栋', 'parking-disorder', 'onSpot', '拉货的三轮在我们楼下过夜，五点就突突突'],
    ['红蓼苑 2 栋', 'lift-failure', 'direct', '电梯里有人拉货，地板都压变形了'],
    ['荷塘宿舍 1 栋', 'exposed-waste', 'direct', '墙外头泡沫箱堆到二楼了！！'],
    ['荻花小区 1 栋', 'neighbour-quarrel', 'community', '楼下仓库半夜卸瓷砖，哐一下我心脏停一下', { said: '和货主说好，晚上十点到早上六点不卸' }],
    ['杜若公寓 1 栋', 'stairway-light', 'direct', '灯泡被偷了，灯座还在，聪明'],
    ['荷塘大院 2 栋', 'blocked-drain', 'returned', '下雨就往厕所反水，拿砖压着马桶盖', { rain: true, leavesPhone: true }],
    ['杜若苑 1 栋', 'charging-shed', 'onSpot', '充电桩刷卡没反应，钱倒是扣了', { said: '桩重启了，钱原路退' }],
    ['苇叶里 1 栋', 'illegal-building', 'community', '一楼又往外扩了一米，上次拆的钢筋都没运走'],
    ['蒲草花园 1 栋', 'praise', 'praise', '修水管的小伙子鞋都没脱干就走了，谢谢他'],
    ['艾草花园 1 栋', 'water-supply', 'direct', '水龙头滴答滴答，不是坏了，是没水'],
    ['薄荷苑 1 栋', 'property-service', 'communityTalks', '大堂空调坏一个夏天，物业说电费我们没交够', { leavesPhone: true }],
    ['汽配城 E 座', 'dirty-water', 'community', '洗车水流到雨水沟里，沟里五颜六色', { said: '三家洗车点接了沉淀池' }],
    ['建材城 D 座', 'hanging-cable', 'direct', '网线垂到叉车都勾得到，没得人管嘛'],
  ]],
  ['phone', [
    ['艾草大院 1 栋', 'gas-leak', 'direct', '我说不清，就是有股味道，你们快来', { leavesPhone: true }],
    ['红蓼家园 1 栋', 'rental-quarrel', 'communityTalks', '商户租的库房，房东半夜把货搬到马路上', { leavesPhone: true }],
  ]],
  ['visit', [
    ['水芹里 1 栋', 'help', 'helped', '我自己来说的，腿还走得动，就是想有个人陪我去拿药', { leavesPhone: true, said: '每月十号网格员陪去' }],
    ['灯石城 F 座', 'suggestion', 'suggestion', '市场里能不能设个厕所，女的要跑到家电城去', { leavesPhone: true, adoption: 'adopted', said: '灯石城西门改造，年底开' }],
  ]],
  ['chatGroup', [
    ['家电城 A 座', 'power-failure', 'direct', 'A座二楼又跳闸，空调搞活动一开就跳'],
    ['芷兰小区 1 栋', 'neighbour-quarrel', 'onSpot', '三楼在阳台喂鸽子，全拉我车上，白车变花车', { said: '答应不喂了，帮着洗了车' }],
  ]],
  ['gridWorker', [
    ['薄荷家园 1 栋', 'stairway-clutter', 'onSpot', '一楼储物柜占道，移'],
    ['蒲草直街 1 号', 'road-trading', 'onSpotAtOnce', '修车摊油污纸板，收'],
    ['艾草家园 1 栋', 'exposed-waste', 'onSpotAtOnce', '桶外散落，归'],
    ['水芹宿舍 1 栋', 'charging-shed', 'onSpot', '窗台飞线，剪'],
    ['芷兰宿舍 1 栋', 'fire-hazard', 'onSpot', '楼梯底油漆两桶，移'],
    ['菱角直街 1 号', 'parking-disorder', 'onSpotAtOnce', '三轮占消防栓，推开'],
    ['荷塘里 1 栋', 'stairway-clutter', 'onSpot', '旧床板，户主认领搬走'],
    ['莼菜小区 1 栋', 'fire-hazard', 'onSpot', '地下室住人一户，劝离并告知'],
    ['苇叶宿舍 1 栋', 'illegal-advert', 'onSpotAtOnce', '门洞小广告，揭'],
    ['白蘋大院 1 栋', 'green-upkeep', 'returned', '断枝挂在电线上', { opinion: '电线是谁家的没写，请补' }],
  ]],
  ['videoDevice', [
    ['芷汀大市场汽配城东门', 'parking-disorder', 'onSpotAtOnce', '汽配城东门点位：大货车占双向道'],
    ['芷汀大市场灯石城东门', 'fire-hazard', 'onSpot', '灯石城切割作业，火花落纸箱，人工复核属实'],
  ]],
  ['superior', [
    ['家电城 B 座', 'fire-hazard', 'onSpot', '区消防委通报：家电城二层喷淋头被货架顶住三处'],
    ['建材城 C 座', 'fire-hazard', 'community', '节前交办：市场动火审批台账补齐'],
  ]],
  ['hotline12345', [
    ['芷汀大市场建材城东门', 'road-trading', 'returned', '反映建材城门口占道卸货，公交改线', { opinion: '请补时段，白天去没有', leavesPhone: true }],
    ['红蓼夹道 1 号', 'construction-waste', 'returned', '反映夹道渣土两周未清，称已打三次', { leavesPhone: true }],
  ]],
];

// prettier-ignore
export const WAITING_IN_ZHITING: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['scan', [
    ['白蘋坊 1 栋', 'stairway-light', 'new', '灯坏', { minutesAgo: 150 }],
    ['蒲草宿舍 1 栋', 'neighbour-quarrel', 'atCommunity', '晾衣竿伸到我家阳台了，说他他还笑', { minutesAgo: 1_000, leavesPhone: true }],
  ]],
  ['superior', [['芷汀大市场家电城东门', 'parking-disorder', 'new', '上级转：大促期间东门秩序请今日看一次', { minutesAgo: 90 }]]],
];
