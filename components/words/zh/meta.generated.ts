// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const meta: Words["meta"] = {
  title: "Zerohour · 准点开抢，公平限时抢购",
  titleOf: ({ title }) => `${title} · Zerohour`,
  description: "数量有限，准点开抢，规则公平。看看正在抢购、即将开抢的商品，以及抢购流程。",
  account: "我的账号",
  order: "订单",
  pay: "付款",
  place: ({ title }) => `我的排位：${title}`,
  signIn: "登录",
  signUp: "注册账号",
  notFound: "页面不存在",
  forgotPassword: "忘记密码",
  resetPassword: "设置新密码",
  verifyEmail: "验证邮箱",
  buy: ({ title }) => `抢购：${title}`,
  confirmReminder: "确认提醒",
  stopReminder: "取消提醒",
};
