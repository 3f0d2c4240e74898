"use client";

import { type AccountStatus, type AdminUser, accountStatuses, type Role, roles } from "@/lib/domain";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { Notice } from "../../ui/notice";
import { AdminOnly } from "../frame/admin-only";
import { useSettings } from "../frame/use-settings";
import { AdminPage } from "../ui/admin-page";
import { type Column, DataTable } from "../ui/data-table";
import filterStyles from "../ui/filters.module.css";
import { Labelled } from "../ui/labelled";
import { ListBody } from "../ui/list-body";
import { Moment } from "../ui/moment";
import { Pager } from "../ui/pager";
import { SearchField } from "../ui/search-field";
import { TabLinks } from "../ui/tab-links";
import { UrlLink } from "../ui/url-link";
import { useKept } from "../ui/use-kept";
import { type UrlStateControl, useUrlState } from "../ui/use-url-state";
import { roleWords } from "./role-words";
import { useAdminUsers } from "./use-admin-users";
import { UserDrawer } from "./user-drawer";

const words = {
  title: "Users",
  tabs: "Users by role",
  all: "All",
  search: "Name or e-mail",
  status: "Status",
  anyStatus: "Any",
  active: "Active",
  suspended: "Suspended",
  caption: "Accounts, one a row",
  noun: "accounts",
  none: "No accounts match",
  noneMeaning: "Nobody has this name, address, role and status.",
  clear: "Clear the filters",
  never: "–",
};

/** What the list of users shows, as its address says it. */
interface UsersView extends Readonly<Record<string, string>> {
  readonly q: string;
  readonly role: string;
  readonly status: string;
  readonly page: string;
  readonly user: string;
}

const usersViewDefaults: UsersView = { q: "", role: "all", status: "all", page: "1", user: "" };

function usersQuery({ q, role, status, page }: UsersView): string {
  const query = new URLSearchParams();
  if (q !== "") query.set("q", q);
  if (role !== "all") query.set("role", role);
  if (status !== "all") query.set("status", status);
  if (page !== "1") query.set("page", page);
  return query.toString();
}

/** Who has an account, what they may do, and who may not any more. */
export function UsersPage() {
  return (
    <AdminPage title={words.title}>
      <AdminOnly>
        <Users />
      </AdminOnly>
    </AdminPage>
  );
}

function Users() {
  const { answer: settings } = useSettings();
  const timeZone = settings?.timeZone ?? "UTC";
  const view = useUrlState(usersViewDefaults);
  const polled = useAdminUsers(usersQuery(view.state));
  const { kept, isOld } = useKept(polled.answer);
  return (
    <>
      <TabLinks
        label={words.tabs}
        current={view.state.role}
        tabs={(["all", ...roles] as const).map((key) => ({
          key,
          title: key === "all" ? words.all : roleWords[key].title,
          count: kept?.counts[key] ?? null,
          href: view.hrefOf({ role: key, page: "1" }),
        }))}
        onGo={(role) => view.go({ role, page: "1" })}
      />
      <Filters view={view} />
      <ListBody
        loading={kept === null}
        problem={polled.problem}
        unreachable={polled.unreachable}
        answeredAtMs={polled.answeredAtMs}
        empty={
          kept !== null && kept.total === 0 ? (
            <Notice
              title={words.none}
              actions={<Button onClick={() => view.go({ ...usersViewDefaults })}>{words.clear}</Button>}
            >
              <p>{words.noneMeaning}</p>
            </Notice>
          ) : null
        }
      >
        {kept !== null && (
          <>
            <DataTable
              caption={words.caption}
              columns={columnsOf(view, timeZone)}
              rows={kept.users}
              keyOf={(user) => user.id}
              busy={isOld}
            />
            <Pager
              page={kept.page}
              pages={kept.pages}
              total={kept.total}
              noun={words.noun}
              hrefOf={(page) => view.hrefOf({ page: String(page) })}
              onGo={(page) => view.go({ page: String(page) })}
            />
          </>
        )}
      </ListBody>
      <UserDrawer
        userId={view.state.user === "" ? null : view.state.user}
        timeZone={timeZone}
        onClose={() => view.go({ user: "" })}
        onChanged={() => void polled.mutate()}
      />
    </>
  );
}

const statusTitles: Readonly<Record<AccountStatus, string>> = { active: words.active, suspended: words.suspended };

function Filters({ view }: { readonly view: UrlStateControl<UsersView> }) {
  const { q, status } = view.state;
  return (
    <search className={filterStyles.filters}>
      <div className={filterStyles.search}>
        <SearchField
          id="users-search"
          label={words.search}
          value={q}
          onSearch={(text) => view.go({ q: text, page: "1" }, "replace")}
        />
      </div>
      <Labelled id="users-status" label={words.status}>
        {(control) => (
          <select
            {...control}
            value={status}
            onChange={(event) => view.go({ status: event.target.value, page: "1" }, "replace")}
          >
            <option value="all">{words.anyStatus}</option>
            {accountStatuses.map((key) => (
              <option key={key} value={key}>
                {statusTitles[key]}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </search>
  );
}

const roleTitle = (role: Role): string => roleWords[role].title;

function columnsOf(view: UrlStateControl<UsersView>, timeZone: string): readonly Column<AdminUser>[] {
  return [
    {
      key: "name",
      title: "Name",
      isHeader: true,
      render: ({ id, name }) => (
        <UrlLink href={view.hrefOf({ user: id })} onGo={() => view.go({ user: id })}>
          {name}
        </UrlLink>
      ),
    },
    { key: "email", title: "E-mail", render: ({ email }) => email },
    { key: "role", title: "Role", render: ({ role }) => roleTitle(role) },
    {
      key: "status",
      title: "Status",
      render: ({ suspended }) =>
        suspended ? (
          <Chip tone="stop" shape="cross">
            {words.suspended}
          </Chip>
        ) : (
          words.active
        ),
    },
    { key: "level", title: "Level", align: "end", wideOnly: true, render: ({ level }) => level },
    { key: "orders", title: "Orders", align: "end", render: ({ orders }) => orders },
    {
      key: "seen",
      title: "Last seen",
      render: ({ lastSeenAt }) => (lastSeenAt === null ? words.never : <Moment at={lastSeenAt} timeZone={timeZone} />),
    },
    {
      key: "created",
      title: "Since",
      wideOnly: true,
      render: ({ createdAt }) => <Moment at={createdAt} timeZone={timeZone} />,
    },
  ];
}
