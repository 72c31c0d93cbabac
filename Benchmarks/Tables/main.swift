// Measures reading and writing of tables in nanoseconds per number, beside strtod and `description`; with the argument `check` and a
// count it compares that many random numbers with these instead.

import Glibc
import Tables

/// The processor's time so far, in seconds; other programs do not count.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The median of several runs, in seconds.
func median(_ runs: Int = 9, _ body: () -> Void) -> Double {
    var times: [Double] = []
    for _ in 0..<runs {
        let start = processorTime()
        body()
        times.append(processorTime() - start)
    }
    return times.sorted()[runs / 2]
}

/// A table of the same numbers in memory and as text.
struct Sample {
    let name: String
    let rowCount: Int
    let columnCount: Int
    var text: [UInt8] = []
    /// Row behind row.
    var numbers: [Double] = []

    init(_ name: String, rows: Int = 100_000, columns: Int = 4, _ number: () -> Double) {
        self.name = name
        rowCount = rows
        columnCount = columns
        let writer = NumberWriter()
        text += Array((0..<columns).map { "x\($0)" }.joined(separator: ",").utf8)
        for _ in 0..<rows {
            text.append(10)
            for column in 0..<columns {
                if column > 0 { text.append(UInt8(ascii: ",")) }
                let value = number()
                numbers.append(value)
                writer.write(value, to: &text)
            }
        }
        text.append(10)
    }
}

/// Feeds the text in pieces as a file gives them, and hands every block on.
func read(_ sample: Sample, wanted: [Int]? = nil, _ body: (borrowing TableReader) -> Void) {
    var reader = TableReader()
    do {
        try sample.text.withUnsafeBytes { bytes in
            var start = 0
            while true {
                let end = min(start + 1 << 16, bytes.count)
                if start < end { reader.feed(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) } else { reader.finish() }
                start = end
                while let part = try reader.next() {
                    switch part {
                    case .header: if let wanted { reader.select(wanted) }
                    case .rows: body(reader)
                    case .end: return
                    }
                }
            }
        }
    } catch {
        print("\(error)")
    }
}

func report(_ name: String, _ seconds: Double, _ count: Int, bytes: Int) {
    func text(_ value: Double) -> String { String((value * 10).rounded() / 10) }
    print("  \(name): \(text(seconds * 1e9 / Double(count))) ns a number, \(text(Double(bytes) / seconds / 1e6)) MB/s")
}

func measure(_ sample: Sample) {
    print("\(sample.name): \(sample.rowCount) rows of \(sample.columnCount), \(sample.text.count) bytes")
    let count = sample.numbers.count
    let bytes = sample.text.count
    var sum = 0.0
    report("read", median { read(sample) { sum += $0.block.values[0] } }, count, bytes: bytes)
    report("read one column", median { read(sample, wanted: [1]) { sum += $0.block.values[0] } }, count, bytes: bytes)
    let terminated = sample.text + [0]
    report(
        "strtod",
        median {
            terminated.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
                guard var place = UnsafePointer(strchr(base, 10)) else { return }
                for _ in 0..<count {
                    var end: UnsafeMutablePointer<CChar>?
                    sum += strtod(place + 1, &end)
                    if let end { place = UnsafePointer(end) }
                }
            }
        }, count, bytes: bytes)

    let writer = TableWriter()
    var columns = [Double](repeating: 0, count: count)
    for (index, value) in sample.numbers.enumerated() {
        columns[index % sample.columnCount * sample.rowCount + index / sample.columnCount] = value
    }
    var output: [UInt8] = []
    output.reserveCapacity(bytes)
    report(
        "write",
        median {
            output.removeAll(keepingCapacity: true)
            for start in stride(from: 0, to: sample.rowCount, by: 1000) {
                columns.withUnsafeBufferPointer {
                    writer.writeRows(
                        UnsafeBufferPointer(rebasing: $0[start...]), columnCount: sample.columnCount, capacity: sample.rowCount,
                        rowCount: min(1000, sample.rowCount - start), to: &output)
                }
            }
        }, count, bytes: bytes)
    report(
        "description",
        median {
            output.removeAll(keepingCapacity: true)
            for value in sample.numbers {
                output.append(contentsOf: value.description.utf8)
                output.append(10)
            }
        }, count, bytes: bytes)
    report(
        "read and write",
        median {
            output.removeAll(keepingCapacity: true)
            read(sample) {
                writer.writeRows(
                    $0.block.values, columnCount: $0.block.columnCount, capacity: $0.block.capacity, rowCount: $0.block.rowCount,
                    to: &output)
            }
        }, count, bytes: bytes)
    if !sum.isFinite { print("  the sum is \(sum)") }
}

/// Compares random numbers with strtod and with `description`.
func check(_ count: Int) {
    let (reader, writer) = (NumberReader(), NumberWriter())
    var bytes: [UInt8] = []
    var failures = 0
    func fail(_ text: String) {
        failures += 1
        if failures < 20 { print(text) }
    }
    for round in 0..<count {
        var value = Double(bitPattern: UInt64.random(in: 0...UInt64.max))
        // Every other number has an exponent of the size where digits are written without one.
        if round % 2 == 1 { value = Double(sign: .plus, exponent: Int.random(in: -20...60), significand: value.significand) }
        guard value.isFinite else { continue }
        bytes.removeAll(keepingCapacity: true)
        writer.write(value, to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        let expected = value.description
        if text != (expected.hasSuffix(".0") ? String(expected.dropLast(2)) : expected) { fail("\(expected) is written \(text)") }
        if reader.number(bytes)?.bitPattern != value.bitPattern { fail("\(text) is read wrongly") }
        // Other digits than the shortest ones, close to ties and not.
        let digits = "\(UInt64.random(in: 0...UInt64.max) >> UInt64.random(in: 0..<64))e\(Int.random(in: -345...310))"
        if reader.number(Array(digits.utf8))?.bitPattern != strtod(digits, nil).bitPattern { fail("\(digits) is read wrongly") }
    }
    print("\(count) random numbers, \(failures) failures")
}

if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "check", let count = Int(CommandLine.arguments[2]) {
    check(count)
} else {
    measure(Sample("17 digits") { Double.random(in: -1000...1000) })
    measure(Sample("6 digits") { (Double.random(in: -1000...1000) * 1000).rounded() / 1000 })
    measure(Sample("whole numbers") { Double(Int.random(in: 0...100_000)) })
    measure(
        Sample("any exponent") {
            var value = Double.nan
            while !value.isFinite { value = Double(bitPattern: UInt64.random(in: 0...UInt64.max)) }
            return value
        })
}
