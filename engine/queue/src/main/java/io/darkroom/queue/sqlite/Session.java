package io.darkroom.queue.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/** One connection to the database, with its statements kept ready. Used by one thread at a time. */
final class Session implements AutoCloseable {
    private static final int PAGE_BYTES = 4096; // SQLite's default since 3.12

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** Makes a value of the row that a result stands at. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Opens the file, which is made if it is missing, for work as {@link Writer} and {@link Readers} do it. */
    static Session open(Path file, StoreOptions options) throws SQLException {
        Session session = plain(file);
        try {
            session.run("PRAGMA busy_timeout = " + options.patience().toMillis());
            session.run("PRAGMA cell_size_check = ON");
            session.run("PRAGMA trusted_schema = OFF");
            session.first("PRAGMA journal_mode = WAL", row -> row.getString(1));
            session.run("PRAGMA synchronous = FULL");
            session.first("PRAGMA journal_size_limit = " + (16 << 20), row -> row.getLong(1));
            long pages = Math.min(options.maxBytes() / PAGE_BYTES + 1, 0xFFFFFFFEL); // the most that SQLite takes
            session.first("PRAGMA max_page_count = " + pages, row -> row.getLong(1));
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** Opens the file as it is, changing nothing about how it is written. */
    static Session plain(Path file) throws SQLException {
        return new Session(JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), new Properties()));
    }

    <T> List<T> rows(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        return ready(sql, values, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(reader.read(result));
                }
                return rows;
            }
        });
    }

    <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        return ready(sql, values, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
            }
        });
    }

    /** The only value of a row that is always there. */
    long number(String sql, @Nullable Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values).orElseThrow();
    }

    /** Returns how many rows were changed. */
    int change(String sql, @Nullable Object... values) throws SQLException {
        return ready(sql, values, PreparedStatement::executeUpdate);
    }

    /** Runs a statement that is needed once. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private <T> T ready(String sql, @Nullable Object[] values, Use<T> use) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return use.of(statement);
        } catch (SQLException e) {
            statements.remove(sql); // some failures, such as that of a full disk, make the driver close it
            statement.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
