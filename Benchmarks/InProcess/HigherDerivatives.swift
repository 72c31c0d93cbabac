import Calculus
import Expressions
import Reading
import Session

/// Higher derivatives without the start of a process: the derivative alone, with printing, and with the self-check.
///
/// Each run begins with a store that knows nothing of the expression; the function table's texts are read before the first.
enum HigherDerivatives {
    /// Prints a line with the medians in milliseconds (derivative alone, read and printed, read, checked and printed) and the
    /// length of the text.
    static func run(_ text: String, order: Int, runs: Int) {
        print(
            fixed(alone(text, order, runs) * 1000, 3), fixed(session(text, order, runs, verifies: false).time * 1000, 3),
            fixed(session(text, order, runs, verifies: true).time * 1000, 3), session(text, order, 1, verifies: false).length)
    }

    private static func alone(_ text: String, _ order: Int, _ runs: Int) -> Double {
        let store = ExprStore()
        let catalogue = Catalogue(store: store)
        let reader = Reader(store: store, catalogue: catalogue)
        let differentiator = Differentiator(catalogue)
        var times: [Double] = []
        for _ in 0...runs {
            let mark = store.checkpoint()
            guard var expr = try? reader.expression(text) else { return .nan }
            store.budget.renew(nodes: store.count)
            let time = seconds {
                differentiator.begin(by: store.symbol("x"))
                for _ in 0..<order { expr = (try? differentiator.derivative(of: expr)) ?? .undefined }
            }
            if expr == .undefined { return .nan }
            times.append(time)
            store.rollback(to: mark)
        }
        return median(Array(times.dropFirst()))
    }

    private static func session(_ text: String, _ order: Int, _ runs: Int, verifies: Bool) -> (time: Double, length: Int) {
        var settings = Settings()
        settings.verifies = verifies
        let session = Session(settings: settings)
        guard let request = try? Request.command("diff", ["x", "\(order)"]) else { return (.nan, 0) }
        var times: [Double] = []
        var length = 0
        for _ in 0...runs {
            var output: [UInt8] = []
            var errors: [UInt8] = []
            var status: Int32 = 0
            times.append(
                seconds {
                    status = Array(text.utf8).withUnsafeBufferPointer { session.respond(to: request, $0, output: &output, errors: &errors) }
                })
            if status != 0 { return (.nan, 0) }
            length = output.count - 1
        }
        return (median(Array(times.dropFirst())), length)
    }
}
