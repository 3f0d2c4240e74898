// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const form: Words["form"] = {
  sending: "提交中…",
  unanswered: "商店没有回应。请检查网络后重试，不会有任何损失。",
  password: {
    show: "显示",
    hide: "隐藏",
    showLabel: ({ label }) => `显示：${label}`,
    hideLabel: ({ label }) => `隐藏：${label}`,
  },
  signOut: {
    signOut: "退出登录",
    sending: "正在退出…",
    failed: "没有退出：商店没有回应，请重试。",
  },
  mistakes: {
    name: "请填写名字，最多 80 个字符。",
    email: "请填写可以在这里使用的邮箱地址。",
    password: "请输入至少 8 位的密码。",
    currentPassword: "当前密码不正确。",
    newPassword: "新密码至少 8 位。",
    timeZone: "请从列表中选择时区。",
    locale: "请从列表中选择语言。",
    token: "链接已失效，请重新获取。",
  },
};
