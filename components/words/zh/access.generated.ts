// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const access: Words["access"] = {
  form: {
    name: "名字",
    nameHint: "商店这样称呼你。",
    email: "邮箱",
    password: "密码",
    newPasswordHint: "至少 8 位，可以粘贴，也欢迎使用密码管理器。",
    show: "显示",
    hide: "隐藏",
    showLabel: "显示密码",
    hideLabel: "隐藏密码",
    sending: "提交中…",
    submit: {
      "sign-in": "登录",
      "sign-up": "注册",
    },
    failed: {
      "sign-in": "还没有登录成功",
      "sign-up": "账号还没有注册成功",
    },
  },
  page: {
    title: {
      "sign-in": "登录",
      "sign-up": "注册账号",
    },
    intro: {
      "sign-in": "开抢前先登录，到时点一下就能抢。",
      "sign-up": "账号会保留你的排位和订单，所有设备都能用。",
    },
    other: {
      "sign-in": "还没有账号？",
      "sign-up": "已有账号？",
    },
    otherLink: {
      "sign-in": "注册账号",
      "sign-up": "登录",
    },
    already: ({ name }) => `你已登录为 ${name}`,
    alreadyMeaning: "可以继续，也可以在下面登录另一个账号。",
    goOn: "继续",
    forgotten: "忘记密码？",
    plainWay: {
      "sign-in": "不用 JavaScript 登录",
      "sign-up": "不用 JavaScript 注册",
    },
  },
  demo: {
    title: "演示账号",
    note: "这是演示商店，选一个账号即可，不会真的购买。",
    fill: "填入",
    fillLabel: ({ email }) => `填入 ${email}`,
    filled: ({ email }) => `已填入 ${email} 及密码，请点登录。`,
  },
  forgot: {
    title: "忘记密码？",
    intro: "填写账号的邮箱，我们会发送链接，用来设置新密码。",
    email: "邮箱",
    submit: "发送链接",
    failed: "链接没有发出",
    sentTitle: "请查收邮件",
    sent: ({ email }) => `如果 ${email} 是某个账号的邮箱，链接已在路上。`,
    sentMeaning: "链接 60 分钟内有效，只能用一次。几分钟后还没收到？请看看垃圾邮件。",
    signIn: "返回登录",
  },
  reset: {
    title: "设置新密码",
    intro: "更换后所有设备都会退出登录，包括这台。请用新密码重新登录。",
    password: "新密码",
    hint: "至少 8 位，可以粘贴，也欢迎使用密码管理器。",
    submit: "更换密码",
    failed: "密码还没有更换",
    another: "重新获取链接",
    doneTitle: "密码已更换",
    done: "所有设备都已退出登录。我们已发邮件告知你。",
    signIn: "登录",
  },
  verify: {
    title: "验证邮箱",
    intro: "点一下，确认账号的邮箱是你的，然后就可以抢购。",
    submit: "确认邮箱",
    failed: "这个链接没能验证邮箱",
    doneTitle: "邮箱已验证",
    done: "现在可以抢购了。开抢前先登录，到时点一下就能抢。",
    sales: "看看抢购",
    account: "我的账号",
  },
  wrong: "邮箱或密码不正确，请检查后重试。",
  closed: "这个账号已关闭，请联系商店了解原因。",
};
