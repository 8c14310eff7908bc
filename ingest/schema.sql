-- One published database. Field names are public: exports, links and the dashboard use them.

create table build (
    version     integer not null,       -- N of vN.duckdb
    built_at    timestamp not null,     -- UTC
    program     varchar not null,       -- version of this program
    workspace   varchar not null,       -- title of the workspace
    fictional   boolean not null,       -- every page says 虚构数据 while it is open
    documents   integer not null,       -- documents looked at
    reports     integer not null,       -- reports taken in
    refused     integer not null,       -- documents set aside
    ledger_entry integer not null       -- newest entry of the ledger that was looked at, 0 = none
);

create table organ (
    organ_id    varchar primary key,    -- first 8 hex digits of sha256(name): stable over builds and spellings
    name        varchar not null unique,
    short_name  varchar not null,       -- for axes and pickers
    adcode      varchar,                -- GB/T 2260, null where not known
    level       varchar not null check (level in ('province', 'city', 'county', 'township', 'department', 'unknown')),
    type        varchar not null,       -- 区 县 县级市 开发区 部门 乡镇街道 …, '' where not known
    parent_id   varchar,                -- organ_id of the superior in this database, null at the top
    valid_from  smallint,               -- first and last report year that can exist; null = open
    valid_to    smallint,
    successor_id varchar                -- organ that took over after valid_to
);

create table attribute (               -- what people supply of organs besides reports, see attributes.csv
    organ_id    varchar not null references organ (organ_id),
    year        smallint not null,
    attribute   varchar not null check (attribute <> ''), -- population area gdp staff, or the name it came under
    value       double not null check (isfinite(value)),
    unit        varchar not null,       -- '' where none was given
    written     varchar not null,       -- number and unit as they were supplied
    source      varchar not null check (source <> ''),
    check (attribute <> 'population' or (value > 0 and unit = '人')),
    unique (organ_id, year, attribute)
);

create table report (
    report_id   integer primary key,
    organ_id    varchar not null references organ (organ_id),
    year        smallint not null,
    form        varchar not null check (form in ('2019', '2021', 'legacy')),
    title       varchar not null,
    file        varchar not null,       -- name the document came with
    sha256      varchar not null,       -- of the document's bytes; reports/<sha256>.<ext> in the workspace
    reader      varchar not null,
    revision    smallint not null,      -- 1, 2, … per organ and year
    is_current  boolean not null,
    is_excerpt  boolean not null,
    source_note varchar not null,       -- what the document says of its own origin, '' where nothing
    organ_proof varchar not null,
    year_proof  varchar not null,
    tables      varchar[] not null,     -- prescribed tables that the report shows
    subordinates integer,               -- divisions below the organ by the register of that year, null where not known
    unique (organ_id, year, revision)
);

create table cell (
    report_id   integer not null references report (report_id),
    path        varchar not null,       -- table.row[.column], see data/forms
    status      varchar not null check (status in ('reported', 'corrected', 'blank', 'unreadable')),
    value       double,
    printed     varchar not null,       -- verbatim
    place       varchar not null,
    check ((value is not null) = (status in ('reported', 'corrected'))),
    unique (report_id, path)
);

create table correction (               -- what a person decided, applied to the cell of the same report and path
    report_id   integer not null references report (report_id),
    path        varchar not null,
    entry_id    integer not null,       -- of the ledger
    value       double,                 -- null: the cell is to be read as blank
    printed     varchar,                -- null: no cell was read there
    status_before varchar,              -- of the cell as it was read, null where there was none
    value_before double,
    note        varchar not null,       -- the reason
    source      varchar not null,
    who         varchar not null,
    "at"        timestamp not null      -- UTC
);

create table passage (
    report_id   integer not null references report (report_id),
    section     varchar not null,
    text        varchar not null
);

create table narrative (
    report_id   integer not null references report (report_id),
    metric      varchar not null,
    value       double not null,
    unit        varchar not null,
    scope       varchar not null,
    quote       varchar not null,
    place       varchar not null
);

create table finding (
    report_id   integer,                -- null: about a document that was set aside, or an unused correction
    file        varchar not null,
    rule        varchar not null,
    outcome     varchar not null check (outcome in ('pass', 'fail', 'cannot_check')),
    severity    varchar not null check (severity in ('error', 'warning', 'notice')),
    left_value  double,
    right_value double,
    difference  double,
    cells       varchar[] not null,
    place       varchar not null,
    quote       varchar not null,
    message_zh  varchar not null,
    message_en  varchar not null
);

create table metric (
    metric      varchar primary key,    -- a cell path, or the id of a derived indicator
    kind        varchar not null check (kind in ('count', 'amount', 'change', 'rate', 'ratio')),
    category    varchar not null,       -- rules licences penalties fees requests applicants outcomes reviews other
    sort_order  integer not null,
    title_zh    varchar not null,
    title_en    varchar not null,
    unit_zh     varchar not null,
    unit_en     varchar not null,
    clause      varchar not null,       -- article, notice and place on the form
    definition_zh varchar not null,
    definition_en varchar not null,
    direction   varchar not null check (direction in ('good', 'bad', 'neutral')), -- what more of it means
    headline    boolean not null,       -- shown on the overview
    numerator   varchar[] not null,     -- cell paths summed; empty for a printed cell
    denominator varchar[] not null,     -- cell paths summed, or attribute.<name>; empty for sums and printed cells
    per         integer not null,       -- numerator / denominator times this: 100 for a rate (percent), 1 for what is not divided
    material_abs double not null,       -- a change matters only beyond both
    material_pct double not null,
    forms       varchar[] not null      -- forms that ask for it
);

create table comparability (
    from_form   varchar not null,
    to_form     varchar not null,
    metric_from varchar not null,       -- a path, or a path prefix that ends in '.*'
    metric_to   varchar not null,
    comparable  varchar not null check (comparable in ('yes', 'note', 'no')),
    why_zh      varchar not null,
    why_en      varchar not null
);

create view fact as
select r.organ_id, r.year, c.path, c.value, c.status, r.form, r.report_id
from cell c join report r using (report_id)
where r.is_current;
