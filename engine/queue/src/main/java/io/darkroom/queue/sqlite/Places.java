package io.darkroom.queue.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Moves waiting jobs within their owner's queue, which is ordered by number, then by place. */
final class Places {
    private Places() {}

    static boolean move(Session db, String id, Optional<String> before) throws SQLException {
        Optional<JobRow> moved = waiting(db, id);
        Optional<JobRow> next = before.isPresent() ? waiting(db, before.get()) : Optional.empty();
        if (moved.isEmpty() || (before.isPresent() && !sameOwner(moved.get(), next))) {
            return false;
        }
        if (before.isPresent() && before.get().equals(id)) {
            return true;
        }
        if (next.isPresent()) {
            before(db, moved.get(), next.get());
        } else {
            behindAll(db, moved.get());
        }
        return true;
    }

    private static boolean sameOwner(JobRow row, Optional<JobRow> other) {
        return other.map(it -> it.job().owner().equals(row.job().owner())).orElse(false);
    }

    private static void before(Session db, JobRow moved, JobRow next) throws SQLException {
        double number = next.job().number();
        List<JobRow> same = others(db, moved, number);
        double low = Double.NEGATIVE_INFINITY;
        for (JobRow row : same) {
            if (row.place() < next.place()) {
                low = row.place();
            }
        }
        double place = low == Double.NEGATIVE_INFINITY ? next.place() - 1 : low + (next.place() - low) / 2;
        if (place > low && place < next.place()) {
            put(db, moved, number, place);
            return;
        }
        // Halved until doubles end: the places are counted anew. They stay below those of later jobs, which count all
        // jobs ever.
        for (int i = 0; i < same.size(); i++) {
            db.change(
                    "UPDATE job SET place = ? WHERE seq = ?", i + 1, same.get(i).seq());
        }
        before(db, moved, waiting(db, next.job().id()).orElseThrow());
    }

    private static void behindAll(Session db, JobRow moved) throws SQLException {
        Optional<Double> last = db.first(
                "SELECT max(number) FROM job WHERE owner = ? AND running = 0 AND seq <> ?",
                row -> {
                    double number = row.getDouble(1);
                    return row.wasNull() ? moved.job().number() : number;
                },
                moved.job().owner(),
                moved.seq());
        double number = last.orElseThrow();
        List<JobRow> same = others(db, moved, number);
        double end = same.isEmpty() ? moved.place() : same.get(same.size() - 1).place();
        double ceiling = Math.floor(end) + 1; // the place that a later job has at the earliest
        put(db, moved, number, end + (ceiling - end) / 2);
    }

    private static List<JobRow> others(Session db, JobRow moved, double number) throws SQLException {
        return db.rows(
                JobRow.SELECT + "WHERE owner = ? AND running = 0 AND number = ? AND seq <> ? ORDER BY place",
                JobRow::read,
                moved.job().owner(),
                number,
                moved.seq());
    }

    private static void put(Session db, JobRow moved, double number, double place) throws SQLException {
        db.change("UPDATE job SET number = ?, place = ? WHERE seq = ?", number, place, moved.seq());
    }

    private static Optional<JobRow> waiting(Session db, String id) throws SQLException {
        return Jobs.byId(db, id).filter(row -> !row.running());
    }
}
