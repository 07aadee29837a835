// Words of 隐私说明, 意见箱 and 无障碍声明 in Chinese.

export const aboutZhCN = {
  'remark.title': '意见箱',
  'remark.lead': '对页面、服务、办事的人有什么意见，都可以写在这里。要反映一件具体的事，请用“我要反映”。',
  'remark.words': '您的意见',
  'remark.phone': '要回复的话，请留电话（可以不填）',
  'remark.who': '只有区里的督查和值班长能看，存的时候是加密的。',
  'remark.send': '提交',
  'remark.sending': '正在提交…',
  'remark.missing': '请写几个字',
  'remark.wrongPhone': '请写一个手机号或座机号，或者不填',
  'remark.done': '收到了，谢谢您。{at} 前有人看。',
  'remark.kept': '没有网络。您写的还在这里，请有网后再提交。',

  'suspended.title': '暂时办不了的事',
  'suspended.lead': '这些事现在办不了，为什么、什么时候再研究，都写在这里。是谁反映的、门牌号不公开。',
  'suspended.none': '现在没有暂时办不了的事。',
  'suspended.what': '{area} · {class}',
  'suspended.why': '暂时办不了：{why}',
  'suspended.review': '{at} 前再研究',
  'suspended.past': '该在 {at} 前再研究，已经过了，还没有研究',
  'suspended.since': '{reportedAt} 反映，已 {days} 天；由{organisation}负责',
  'suspended.more': '再看后面的',

  'privacy.title': '隐私说明',
  'privacy.who.title': '谁能看到您写的',
  'privacy.who':
    '您所在网格、社区、街道和区里办这件事的工作人员。办理单位只看到问题和地点，看不到您的姓名、电话和门牌号。',
  'privacy.phone.title': '您的电话',
  'privacy.phone':
    '不留也能办。留了只用来核实情况、告知结果，加密保存；每次有人打开，您在“办到哪一步”里都能看到时间和用途。',
  'privacy.secrecy.title': '特别保密',
  'privacy.secrecy': '勾了“特别保密”，只有少数几个岗位能看到这件事，不出现在地图和列表里。',
  'privacy.pictures.title': '照片和录音',
  'privacy.pictures': '照片里记的拍摄地点和机型会去掉。录音只给工作人员听，不给办理单位。请拍问题，不拍人脸和车牌。',
  'privacy.link.title': '您的链接和查询码',
  'privacy.link':
    '把“办到哪一步”的网址转给别人，别人只看到办到哪一步；要看您说的话，还要查询码。请不要把查询码告诉别人。',
  'privacy.here.title': '存在这部手机里的',
  'privacy.here': '编号、查询码和还没提交的内容存在这部手机的浏览器里，方便您再看。在“查进度”里可以删掉。',
  'privacy.never.title': '我们不做的事',
  'privacy.never': '不收费，不要银行卡号和验证码，不记您手机的位置，不用您的数据做广告。',
  'privacy.erase.title': '想改、想删',
  'privacy.erase': '打社区电话，或写进意见箱。依法可以删的，我们删掉内容，只留下删除的时间和依据。',

  'access.title': '无障碍声明',
  'access.aim':
    '我们按《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668）和 WCAG 2.1 AA 来做这些页面。',
  'access.tested.title': '测过的',
  'access.tested':
    '每一页都用程序查过 WCAG 2.1 AA；只用键盘能走完；320 像素宽不用左右滑；放大到 200% 和长辈版特大字（30 像素）不丢内容；没有时间限制，没有拼图验证码。',
  'access.elder.title': '长辈版',
  'access.elder': '每一页右上角有“长辈版”：三种字号，按钮更大，每页都有打电话的按钮。有中文语音的手机可以“念给我听”。',
  'access.notTested.title': '还没测过的',
  'access.notTested': '没有请使用读屏软件的人完整试用过；没有在所有品牌的手机和微信最大字号上逐一试过。',
  'access.help.title': '用着不方便？',
  'access.help': '打社区电话，由工作人员替您办；或者写进意见箱，我们 5 个工作日内看。',
} as const;
