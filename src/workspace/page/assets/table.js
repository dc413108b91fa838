const states = new WeakMap();

/** Sorting and pages of `data_table` blocks. */
export function startTables() {
  document.addEventListener('click', (event) => {
    const table = event.target.closest('.data-table');
    if (!table) return;
    const column = event.target.closest('[data-sort-column]');
    const page = event.target.closest('[data-page]');
    if (column) sortBy(table, column.closest('th').cellIndex);
    if (page) turn(table, Number(page.dataset.page));
  });
}

export function dressTables(root) {
  for (const table of root.querySelectorAll('.data-table')) if (!states.has(table)) turn(table, 0);
}

const stateOf = (table) => states.get(table) ?? { page: 0, column: -1, falling: false };
const rowsOf = (table) => [...table.querySelectorAll('tbody tr')];

function turn(table, step) {
  const state = stateOf(table);
  const size = Number(table.dataset.pageSize);
  const rows = rowsOf(table);
  const last = Math.max(Math.ceil(rows.length / size) - 1, 0);
  const page = Math.min(Math.max(state.page + step, 0), last);
  states.set(table, { ...state, page });
  rows.forEach((row, index) => {
    row.hidden = Math.floor(index / size) !== page;
  });
  const foot = table.querySelector('.table-pages');
  foot.hidden = last === 0;
  foot.querySelector('span').textContent =
    `${page * size + 1}–${Math.min((page + 1) * size, rows.length)} of ${rows.length}`;
  foot.querySelector('[data-page="-1"]').disabled = page === 0;
  foot.querySelector('[data-page="1"]').disabled = page === last;
}

function sortBy(table, column) {
  const state = stateOf(table);
  const falling = state.column === column && !state.falling;
  states.set(table, { page: 0, column, falling });
  const key = (row) => row.cells[column]?.dataset.sort ?? row.cells[column]?.textContent ?? '';
  const compare = (a, b) => key(a).localeCompare(key(b), undefined, { numeric: true });
  const rows = rowsOf(table).sort((a, b) => (falling ? compare(b, a) : compare(a, b)));
  table.querySelector('tbody').append(...rows);
  table.querySelectorAll('thead th').forEach((head, index) => {
    head.ariaSort = index === column ? (falling ? 'descending' : 'ascending') : null;
  });
  turn(table, 0);
}
