import Glibc
import Synchronization

/// How much memory the process may take before computations are cut short.
///
/// What is measured is what the system counts, so that the memory of all libraries is in it. Who runs the program sets the limit;
/// without one there is none.
public enum MemoryLimit {
    private static let descriptor = Atomic<Int32>(-1)
    private static let addressable = Atomic<Int>(.max)
    private static let resident = Atomic<Int>(.max)

    /// Sets the limit.
    ///
    /// - Parameters:
    ///   - descriptor: where the system tells the numbers of pages: `/proc/self/statm`.
    ///   - resident: how many bytes may be in memory.
    ///   - addressable: how many bytes may have an address.
    public static func set(descriptor: Int32, resident: Int, addressable: Int) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        self.resident.store(resident / page, ordering: .relaxed)
        self.addressable.store(addressable / page, ordering: .relaxed)
        self.descriptor.store(descriptor, ordering: .relaxed)
    }

    /// Whether the limit is reached.
    static var isReached: Bool {
        guard let pages = pages() else { return false }
        return pages.resident > resident.load(ordering: .relaxed) || pages.addressable > addressable.load(ordering: .relaxed)
    }

    /// The share of the addressable memory that is in use; 0 where there is no limit. It may be asked from a signal handler.
    public static var shareInUse: Double {
        let limit = addressable.load(ordering: .relaxed)
        guard limit < .max / 2, let pages = pages() else { return 0 }
        return Double(pages.addressable) / Double(limit)
    }

    /// The first two numbers of the file.
    private static func pages() -> (addressable: Int, resident: Int)? {
        let descriptor = descriptor.load(ordering: .relaxed)
        guard descriptor >= 0 else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { text in
            let count = pread(descriptor, text.baseAddress, text.count, 0)
            var numbers = (0, 0)
            var isSecond = false
            var position = 0
            while position < count {
                let byte = text[position]
                position += 1
                if byte == UInt8(ascii: " ") {
                    if isSecond { return numbers }
                    isSecond = true
                } else if isSecond {
                    numbers.1 = numbers.1 &* 10 &+ Int(byte) &- 48
                } else {
                    numbers.0 = numbers.0 &* 10 &+ Int(byte) &- 48
                }
            }
            return nil
        }
    }
}
