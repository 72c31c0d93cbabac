import Calculus
import Expressions
import Foundation
import Testing

@Suite struct Scratch {
    @Test func scratch() throws {
        let lines = try String(contentsOfFile: "/tmp/hj/rows.txt", encoding: .utf8).split(separator: "\n")
        for line in lines {
            let cells = line.split(separator: "|", maxSplits: 2).map(String.init)
            let question = PointQuestion()
            var out = "\(cells[0])  @ \(cells[1]):   "
            for order in 1...2 {
                let begun = Date()
                let answer = try question.answer(cells[0], at: cells[1], order: order)
                out += try question.text(answer)
                if case .undecided(let why) = answer { out += "(\(why))" }
                if case .none(let missing) = answer {
                    out +=
                        " [\(try question.text(missing.left.limit)),\(try question.text(missing.right.limit)); \(try question.text(missing.culprit)); order \(missing.order)"
                    if let clarke = missing.clarke { out += "; clarke \(try question.text(clarke.low))..\(try question.text(clarke.high))" }
                    out += "]"
                }
                out += " {\(Int(Date().timeIntervalSince(begun) * 10000) / 10)ms}   "
            }
            print(out + "      EXPECT " + cells[2])
        }
    }
}
