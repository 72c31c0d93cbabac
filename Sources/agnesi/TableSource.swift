import Expressions
import Glibc
import Tables

/// A table that is read from a file or from standard input, a chunk at a time.
final class TableSource {
    /// Why there is no more to read.
    enum Failure: Error {
        case table(TableProblem)
        case unreadable(String)
        case interrupted
        case outOfTime
    }

    /// The rows that were read last, and the names of columns.
    var reader: TableReader
    private let descriptor: Int32
    private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    /// Rows are not kept waiting for others that a slow writer may send later.
    private let isSlow: Bool
    private let deadline: Double?

    /// - Parameters:
    ///   - descriptor: an open file; its owner closes it.
    ///   - seconds: how long reading and what is done with the rows may take.
    init(_ descriptor: Int32, rowsPerBlock: Int, seconds: Double?) {
        self.descriptor = descriptor
        reader = TableReader(rowsPerBlock: rowsPerBlock, keepsTexts: true)
        var status = stat()
        isSlow = fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
        deadline = seconds.map { Budget.clock() + $0 }
    }

    deinit { chunk.deallocate() }

    /// The next part of the table.
    func next() throws(Failure) -> TableReader.Part {
        while true {
            if Signals.isInterrupted { throw .interrupted }
            if let deadline, Budget.clock() > deadline { throw .outOfTime }
            do throws(TableProblem) {
                if let part = try reader.next(allowsPartialBlock: isSlow) { return part }
            } catch {
                throw .table(error)
            }
            let count = read(descriptor, chunk.baseAddress, chunk.count)
            if count > 0 {
                reader.feed(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
            } else if count == 0 {
                reader.finish()
            } else if errno != EINTR {
                throw .unreadable(String(cString: strerror(errno)))
            }
        }
    }
}
