// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const link: Words["link"] = {
  see: "查看这场抢购",
  sales: "看看抢购",
  broken: "链接不完整",
  brokenMeaning: "链接缺了一部分或被改动过。请从邮件里重新打开，或完整复制。",
  confirm: {
    ask: ({ title }) => `需要提醒你 ${title} 开抢吗？`,
    asked: ({ email }) => `开抢前十分钟，我们会发邮件到 ${email}；商店改期或取消时再发一封。`,
    yes: "好，提醒我",
    done: ({ title }) => `会提醒你 ${title} 开抢`,
    doneMeaning: ({ email }) => `开抢前十分钟，我们会发邮件到 ${email}。每封邮件里都有取消提醒的链接。`,
    opens: ({ moment, city }) => `${moment} 开抢（商店时间，${city}）`,
    begun: ({ title }) => `${title} 已经开抢`,
    begunMeaning: "不再需要提醒了。",
    cancelled: ({ title }) => `${title} 已取消`,
    cancelledMeaning: "这场抢购不会进行，也不会再有邮件。",
    over: "链接已失效",
    overMeaning: "链接 24 小时内有效，只用于一场抢购。可以在抢购页重新获取。",
  },
  stop: {
    ask: ({ title }) => `取消 ${title} 的提醒？`,
    asked: ({ email }) => `取消后，不会再有关于这场抢购的邮件发到 ${email}。`,
    yes: "取消提醒",
    keep: "保留提醒，查看抢购",
    off: "提醒已取消",
    offMeaning: "不会再有关于这场抢购的邮件。可以在抢购页重新设置提醒。",
  },
};
